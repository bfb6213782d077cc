"""Closing questions to further answers, and opening them again."""

from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.announcing import announce
from posts.models import Post, PostChange
from qa import rules
from qa.actions.moving import STANDING_COLUMNS, Facts, locked_question, move
from qa.models import Question
from qa.standing import Act, CloseReason


@transaction.atomic
def close_question(
    actor: User, post: Post, reason: CloseReason, *, duplicate_of: Post | None = None
) -> Question:
    """Take no more answers, for a reason that readers see; does nothing when it is closed already.

    The asker settles, everybody else closes. Raises PermissionDenied, UserError (a duplicate of nothing).
    """
    question = locked_question(post.pk)
    act = Act.SETTLE if reason == CloseReason.RESOLVED else Act.CLOSE
    if question.is_closed:
        require(
            actor.pk in (question.post.author_id, question.closed_by_id) or rules.can_curate(actor, question)
        )
        return question
    if reason != CloseReason.DUPLICATE:
        duplicate_of = None
    elif duplicate_of is None or duplicate_of.pk == question.pk or not duplicate_of.is_public:
        raise UserError(_("Please say which other question has the answer."), field="duplicate_of")
    question = move(actor, question, act, Facts(reason=reason, duplicate_of=duplicate_of))
    if act == Act.CLOSE:
        notify(question.post.author, Verb.QUESTION_CLOSED, question.post, note=str(CloseReason(reason).label))
    return question


@transaction.atomic
def reopen_question(actor: User, post: Post) -> Question:
    """Take answers again; the asker takes back only that it is settled or has been archived. PermissionDenied."""
    question = locked_question(post.pk)
    act = Act.REOPEN if rules.can_move(actor, question, Act.REOPEN) else Act.TAKE_BACK
    return move(actor, question, act)


def standing_of(question: Question) -> dict[str, object]:
    """Return where a question stands, as JSON takes it."""
    columns = {name: getattr(question, Question._meta.get_field(name).attname) for name in STANDING_COLUMNS}
    closed_at = columns["closed_at"]
    return columns | {"closed_at": closed_at.isoformat() if closed_at else None}


@transaction.atomic
def put_standing(actor: User, post: Post, before: dict[str, Any]) -> None:
    """Let a question stand where it stood before a decision that is undone, whose rule has been asked."""
    question = locked_question(post.pk)
    for name in STANDING_COLUMNS:
        setattr(question, Question._meta.get_field(name).attname, before[name])
    question.closed_at = parse_datetime(before["closed_at"]) if before["closed_at"] else None
    question.save(update_fields=list(STANDING_COLUMNS))
    record(actor, "question.put_back", question.post, standing=question.standing)
    announce(PostChange.What.STATE, question.pk, [question.pk])
