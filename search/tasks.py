"""Following the posts in the background."""

from django.db import OperationalError

from lib.tasks import retried_task
from search.actions.indexing import BATCH, index_pending


@retried_task(OperationalError)
def index_changes() -> None:
    """Index what the outbox of posts names; go on in a new task while there is more."""
    if index_pending() == BATCH:
        index_changes.enqueue()
