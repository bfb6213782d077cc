"""What is done for moderators in the background."""

from django.db import OperationalError

from lib.tasks import retried_task


@retried_task(OperationalError)
def find_vote_rings() -> None:
    """Put pairs who vote for each other before moderators; running it again changes nothing."""
    from moderation.actions.finding_rings import find_rings  # kept apart like the others

    find_rings()


@retried_task(OperationalError)
def go_on(batch_id: int) -> None:
    """Decide about the next posts of a large batch; running it again after the end changes nothing."""
    from moderation.actions.bulk import next_chunk  # the action enqueues this task

    next_chunk(batch_id)


@retried_task(OperationalError)
def erase_copies() -> None:
    """Erase the kept texts of decisions that cannot be undone any more."""
    from moderation.actions.keeping import erase_old_copies  # kept apart like the others

    erase_old_copies()


@retried_task(OperationalError)
def remind_of_late() -> None:
    """Tell moderators of what waits for longer than it should."""
    from moderation.actions.reminding import remind_moderators  # the queue enqueues this task

    remind_moderators()
