"""Closing questions to further answers, and opening them again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from posts.actions.announcing import announce
from posts.actions.locking import lock_thread
from posts.models import Post, PostChange
from qa import rules
from qa.models import CloseReason, Question


@transaction.atomic
def close_question(actor: User, post: Post, reason: CloseReason) -> Question:
    """Take no more answers, for a reason that readers see; does nothing when it is closed already."""
    question = _locked(post)
    require(rules.can_close(actor, question))
    if question.is_closed:
        return question
    question.closed_reason, question.closed_at, question.closed_by = reason, timezone.now(), actor
    return _save(actor, question, "question.closed")


@transaction.atomic
def reopen_question(actor: User, post: Post) -> Question:
    """Take answers again."""
    question = _locked(post)
    require(rules.can_close(actor, question))
    question.closed_reason, question.closed_at, question.closed_by = "", None, None
    return _save(actor, question, "question.reopened")


def put_closing(actor: User, post: Post, *, reason: str, at: datetime | None, by: int | None) -> None:
    """Let a question be closed, or open, as it was before a decision that is undone; its rule has been asked."""
    question = _locked(post)
    question.closed_reason, question.closed_at, question.closed_by_id = reason, at, by
    _save(actor, question, "question.closed" if reason else "question.reopened")


def _locked(post: Post) -> Question:
    root, _post = lock_thread(post.pk)
    return Question.objects.select_related("post").get(pk=root.pk)


def _save(actor: User, question: Question, action: str) -> Question:
    question.save(update_fields=["closed_reason", "closed_at", "closed_by"])
    record(actor, action, question.post, reason=question.closed_reason)
    announce(PostChange.What.STATE, question.pk, [question.pk])
    return question
