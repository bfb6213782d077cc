"""What has to happen once a day; `manage.py daily` enqueues these tasks."""

from django.tasks import task

from accounts.actions import ageing_standing, keeping_documents


@task
def remind_experts() -> None:
    """Mail the experts whose standing ends soon."""
    ageing_standing.remind_experts()


@task
def lapse_experts() -> None:
    """End the standing of experts whose last day has passed."""
    ageing_standing.lapse_experts()


@task
def erase_documents() -> None:
    """Erase the documents of applications that were decided long enough ago."""
    keeping_documents.erase_old_documents()
