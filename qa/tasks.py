"""Background work on questions and answers."""

from django.db.utils import OperationalError

from lib.tasks import retried_task
from qa.actions.agreeing import recount_opinions as recount
from qa.actions.archiving import archive_idle


@retried_task(OperationalError)
def recount_opinions(expert_id: int) -> None:
    """Count anew the agreement of the answers on which this expert has an opinion."""
    recount(expert_id)


@retried_task(OperationalError)
def archive_idle_questions() -> None:
    """Put away what nobody has answered or touched for half a year."""
    archive_idle()
