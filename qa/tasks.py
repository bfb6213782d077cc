"""Background work on questions and answers."""

from django.db.utils import OperationalError

from lib.tasks import retried_task
from moderation.models import Decision
from qa.actions.agreeing import recount_opinions as recount
from qa.actions.announcing import announce_if_shown
from qa.actions.archiving import archive_idle


@retried_task(OperationalError)
def recount_opinions(expert_id: int) -> None:
    """Count anew the agreement of the answers on which this expert has an opinion."""
    recount(expert_id)


@retried_task(OperationalError)
def archive_idle_questions() -> None:
    """Put away what nobody has answered or touched for half a year."""
    archive_idle()


@retried_task(OperationalError)
def follow_decision(decision_id: int) -> None:
    """Tell whom a question or an answer concerns that a moderator has let through."""
    announce_if_shown(Decision.objects.values_list("post_id", flat=True).get(pk=decision_id))
