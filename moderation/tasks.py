"""What is done for moderators once a night."""

from django.db import OperationalError

from lib.tasks import retried_task
from moderation.actions.finding_rings import find_rings


@retried_task(OperationalError)
def find_vote_rings() -> None:
    """Put pairs who vote for each other before moderators; running it again changes nothing."""
    find_rings()
