"""Joining two questions: answers, comments, votes and followers of one go to the other; and taking them apart again.

What moves is remembered by keys, and where the question stood, so that `undo_merge` gives back exactly that. What
came later stays where it belongs: a reply goes with the post that it replies to, a new answer stays with the question
under which it was written.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from notifications.actions.following import move_followers, return_followers
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.announcing import announce
from posts.actions.changing_state import show_thread
from posts.actions.crediting import follow_visibility
from posts.actions.joining import (
    adopt,
    descendants,
    move_bookmarks,
    move_votes,
    return_bookmarks,
    return_votes,
)
from posts.actions.locking import lock_threads_of
from posts.kinds import State
from posts.models import Post, PostChange
from qa import rules
from qa.actions.moving import STANDING_COLUMNS
from qa.actions.watching_danger import sum_up
from qa.models import Merge, Question
from qa.standing import Act, Standing


@transaction.atomic
def merge_questions(actor: User, source: Post, target: Post) -> Merge:
    """Let one question go into another; its address leads there from now on. Returns what can be undone.

    Raises PermissionDenied, UserError (into itself, or into what is not there to be merged into).
    """
    if source.pk == target.pk:
        raise UserError(_("A question cannot be merged into itself."), field="target")
    source, target = lock_threads_of(source.pk, target.pk)
    question = Question.objects.select_related("post").get(pk=source.pk)
    question.post = source
    require(rules.can_move(actor, question, Act.MERGE))
    if not target.is_public:
        raise UserError(_("The other question is not public."), field="target")
    merge = Merge(source=source, target=target, merged_by=actor)
    merge.moved = {"question": _remember(question)}
    _stand_merged(actor, question)
    _lead_to(source, target)
    merge.moved["posts"] = adopt(source, target)
    merge.moved["votes"] = move_votes(source, target)
    merge.moved["bookmarks"] = move_bookmarks(source, target)
    merge.moved["subscriptions"] = move_followers(source, target)
    _sum_up_both(source, target)
    merge.save()
    record(actor, "question.merged", source, into=target.pk, merge=merge.pk)
    _announce(source, target, merge)
    notify(source.author, Verb.QUESTION_MERGED, target)
    return merge


@transaction.atomic
def undo_merge(actor: User, merge: Merge) -> Merge:
    """Take two questions apart again. Raises PermissionDenied, UserError (undone already, or the other merged on)."""
    source, target = lock_threads_of(merge.source_id, merge.target_id)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    question = Question.objects.select_related("post").get(pk=source.pk)
    question.post = source
    if merge.undone_at:
        raise UserError(_("These questions have been taken apart already."))
    require(rules.can_move(actor, question, Act.SPLIT))
    if target.merged_into_id:
        raise UserError(_("The other question has been merged as well. Please undo that first."))
    _lead_to(source, None)
    _return_posts(source, target, merge.moved["posts"])
    return_votes(source, target, merge.moved["votes"])
    return_bookmarks(source, merge.moved["bookmarks"])
    return_followers(source, merge.moved["subscriptions"])
    _stand_as_before(question, merge.moved["question"])
    _sum_up_both(source, target)
    merge.undone_by, merge.undone_at = actor, timezone.now()
    merge.save(update_fields=["undone_by", "undone_at"])
    record(actor, "question.split", source, into=target.pk, merge=merge.pk)
    _announce(source, target, merge)
    return merge


def _sum_up_both(source: Post, target: Post) -> None:
    """Let each question say what stands of the red flags in its thread now."""
    sum_up(source.pk)
    sum_up(target.pk)


def _remember(question: Question) -> dict[str, object]:
    """Return where a question stands, as JSON takes it."""
    columns = {name: getattr(question, Question._meta.get_field(name).attname) for name in STANDING_COLUMNS}
    closed_at = columns["closed_at"]
    return columns | {
        "closed_at": closed_at.isoformat() if closed_at else None,
        "accepted_answer": question.accepted_answer_id,
    }


def _stand_merged(actor: User, question: Question) -> None:
    question.standing, question.closed_reason, question.closed_at = Standing.MERGED, "", timezone.now()
    question.closed_by, question.duplicate_of, question.asked_field = actor, None, ""
    question.accepted_answer = None
    question.save(update_fields=[*STANDING_COLUMNS, "accepted_answer"])


def _stand_as_before(question: Question, before: dict[str, object]) -> None:
    for name in STANDING_COLUMNS:
        setattr(question, Question._meta.get_field(name).attname, before[name])
    closed_at = before["closed_at"]
    question.closed_at = datetime.fromisoformat(str(closed_at)) if closed_at else None
    question.accepted_answer_id = before["accepted_answer"]
    question.save(update_fields=[*STANDING_COLUMNS, "accepted_answer"])


def _lead_to(source: Post, target: Post | None) -> None:
    """Let a question lead to another and be no longer public, or stand for itself again."""
    source.merged_into = target
    is_public = target is None and source.state == State.VISIBLE
    show_thread(source, is_public=is_public)


def _return_posts(source: Post, target: Post, keys: list[int]) -> None:
    """Give replies back to the question that they were written under, with all that stands below them."""
    moved = Post.objects.filter(pk__in=keys, parent=target)
    adopt(target, source, only=list(moved.values_list("pk", flat=True)))


def _announce(source: Post, target: Post, merge: Merge) -> None:
    """Let reputation follow what is public now, and tell the index of both threads."""
    moved = descendants(merge.moved["posts"])
    follow_visibility([source.pk, *moved])
    announce(PostChange.What.STATE, source.pk, [source.pk])
    announce(PostChange.What.STATE, target.pk, [target.pk, *moved])
