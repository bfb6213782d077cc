"""What moderators can decide about questions beside hiding and deleting them."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from lib.errors import UserError
from moderation.deeds import Deed, Verdict
from posts.kinds import Kind, State
from posts.models import Post
from qa.actions.closing import close_question, put_standing, standing_of
from qa.actions.merging import merge_questions, undo_merge
from qa.models import Merge, Question
from qa.standing import REASONS_OF_OTHERS, Act, CloseReason, is_possible

# That it is settled says the asker.
REASONS = tuple((reason.value, reason.label) for reason in REASONS_OF_OTHERS)


def _fits(post: Post) -> bool:
    is_there = post.state in (State.PENDING, State.VISIBLE, State.HIDDEN)
    return post.kind == Kind.QUESTION and is_there and not post.question.is_closed


def _close(actor: User, post: Post, verdict: Verdict) -> dict[str, Any]:
    before = standing_of(Question.objects.get(pk=post.pk))
    reason = CloseReason(verdict.choices["close_reason"])
    other = _question(verdict.choices.get("duplicate_of")) if reason == CloseReason.DUPLICATE else None
    close_question(actor, post, reason, duplicate_of=other)
    return before


def _reopen(actor: User, post: Post, before: dict[str, Any]) -> None:
    put_standing(actor, post, before)


def _can_be_merged(post: Post) -> bool:
    is_there = post.kind == Kind.QUESTION and post.is_public
    return is_there and is_possible(post.question.standing, Act.MERGE)


def _merge(actor: User, post: Post, verdict: Verdict) -> dict[str, Any]:
    target = _question(verdict.choices["target"])
    if target is None:
        raise UserError(_("There is no such question."), field="target")
    merge = merge_questions(actor, post, target)
    return {"merge": merge.pk, "target": target.pk}


def _split(actor: User, post: Post, before: dict[str, Any]) -> None:
    """Take the questions apart, unless somebody has done so on their page."""
    merge = Merge.objects.get(pk=before["merge"])
    if merge.undone_at is None:
        undo_merge(actor, merge)


def _question(key: int | None) -> Post | None:
    return Post.objects.filter(pk=key, kind=Kind.QUESTION).first()


CLOSING = Deed(_fits, _close, _reopen)
MERGING = Deed(_can_be_merged, _merge, _split)
