"""Background work on questions and answers."""

from django.db.utils import OperationalError

from lib.tasks import retried_task
from qa.actions.agreeing import recount_opinions as recount


@retried_task(OperationalError)
def recount_opinions(expert_id: int) -> None:
    """Count anew the agreement of the answers on which this expert has an opinion."""
    recount(expert_id)
