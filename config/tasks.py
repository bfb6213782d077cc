"""Daily tidying by commands that operators can call as well."""

from django.core.management import call_command
from django.tasks import task

# Mails lie in the queue with their addresses: kept only as long as somebody may ask what became of one.
SENT_DAYS, FAILED_DAYS = 3, 14


@task
def forget_finished_tasks() -> None:
    """Delete what the queue keeps of finished tasks; of failed ones later, so that an operator sees them."""
    call_command(
        "prune_db_task_results", min_age_days=SENT_DAYS, failed_min_age_days=FAILED_DAYS, verbosity=0
    )


@task
def tidy_pictures() -> None:
    """Remove uploaded pictures that nothing shows."""
    call_command("tidy_pictures")
