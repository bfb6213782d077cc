"""Moving a question from one standing to another; the only writer of where it stands."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from posts.actions.announcing import announce
from posts.actions.locking import lock_thread
from posts.models import Post, PostChange
from qa import rules
from qa.models import Question
from qa.standing import MOVES, Act, Standing

STANDING_COLUMNS = ("standing", "closed_reason", "closed_at", "closed_by", "duplicate_of", "asked_field")
# Standings that say nothing of who and when.
SILENT = (Standing.OPEN,)


@dataclass(frozen=True)
class Facts:
    """What a standing needs to say about itself."""

    reason: str = ""
    duplicate_of: Post | None = None
    asked_field: str = ""


def locked_question(post_id: int) -> Question:
    """Return a question with its post, the thread locked."""
    root, _post = lock_thread(post_id)
    question = Question.objects.select_related("post").get(pk=root.pk)
    question.post = root
    return question


def move(actor: User | None, question: Question, act: Act, facts: Facts | None = None) -> Question:
    """Make a move with a locked question, by a person (whose rule is asked) or by the site itself.

    Raises PermissionDenied when the rule or the machine says no.
    """
    facts = facts or Facts()
    if actor is not None:
        require(rules.can_move(actor, question, act))
    to = MOVES[Standing(question.standing), act]
    if to is None:
        raise ValueError(f"{act} needs to know where the question stood")
    question.standing, question.closed_reason = to, facts.reason
    question.closed_at = None if to in SILENT else timezone.now()
    question.closed_by = None if to in SILENT else actor
    question.duplicate_of, question.asked_field = facts.duplicate_of, facts.asked_field
    question.save(update_fields=STANDING_COLUMNS)
    record(actor, f"question.{act.value}", question.post, standing=to.value, reason=facts.reason)
    announce(PostChange.What.STATE, question.pk, [question.pk])
    return question
