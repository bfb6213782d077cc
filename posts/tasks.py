"""What posts need in the background."""

from django.db import OperationalError

from lib.tasks import retried_task
from posts.actions.tidying_tags import rank_experts, remove_unused


@retried_task(OperationalError)
def tidy_topics() -> None:
    """Let unused topics vanish and count the experts of the others, once a day."""
    remove_unused()
    rank_experts()
