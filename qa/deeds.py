"""What moderators can decide about questions beside hiding and deleting them."""

from typing import Any

from accounts.models import User
from moderation.deeds import Deed, Verdict
from posts.kinds import Kind, State
from posts.models import Post
from qa.actions.closing import close_question, put_standing, standing_of
from qa.models import Question
from qa.standing import CloseReason

# That it is settled says the asker; of which other question it is a duplicate is asked on the page of the question.
REASONS = tuple(
    (reason.value, reason.label)
    for reason in CloseReason
    if reason not in (CloseReason.RESOLVED, CloseReason.DUPLICATE)
)


def _fits(post: Post) -> bool:
    is_there = post.state in (State.PENDING, State.VISIBLE, State.HIDDEN)
    return post.kind == Kind.QUESTION and is_there and not post.question.is_closed


def _close(actor: User, post: Post, verdict: Verdict) -> dict[str, Any]:
    before = standing_of(Question.objects.get(pk=post.pk))
    close_question(actor, post, CloseReason(verdict.choices["close_reason"]))
    return before


def _reopen(actor: User, post: Post, before: dict[str, Any]) -> None:
    put_standing(actor, post, before)


CLOSING = Deed(_fits, _close, _reopen)
