"""What moderators can decide about questions beside hiding and deleting them."""

from typing import Any

from django.utils.dateparse import parse_datetime

from accounts.models import User
from moderation.deeds import Deed, Verdict
from posts.kinds import Kind, State
from posts.models import Post
from qa.actions.closing import close_question, put_closing
from qa.models import CloseReason, Question


def _fits(post: Post) -> bool:
    return (
        post.kind == Kind.QUESTION
        and post.state in (State.PENDING, State.VISIBLE, State.HIDDEN)
        and not post.question.is_closed
    )


def _close(actor: User, post: Post, verdict: Verdict) -> dict[str, Any]:
    question = Question.objects.get(pk=post.pk)
    before = {
        "closed_reason": question.closed_reason,
        "closed_at": question.closed_at.isoformat() if question.closed_at else None,
        "closed_by": question.closed_by_id,
    }
    close_question(actor, post, CloseReason(verdict.choices["close_reason"]))
    return before


def _reopen(actor: User, post: Post, before: dict[str, Any]) -> None:
    closed_at = parse_datetime(before["closed_at"]) if before["closed_at"] else None
    put_closing(actor, post, reason=before["closed_reason"], at=closed_at, by=before["closed_by"])


CLOSING = Deed(_fits, _close, _reopen)
