"""Putting copies of people's data together, in the background."""

from django.tasks import task


@task
def build_export(export_id: int) -> None:
    """Put one export together; a failed one can be asked for again at once."""
    from accounts.actions.exporting import build  # which enqueues this task

    build(export_id)
