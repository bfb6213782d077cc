"""Judging by the rules of today what was written earlier: questions, and comments of their askers."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from posts.actions.announcing import bump_version
from posts.actions.locking import lock_thread
from posts.kinds import Kind
from posts.models import Post
from qa.actions.watching_danger import WATCHED, watch_comment, watch_question
from qa.models import Question
from qa.triage.assessment import rules_in_force


def waiting_to_be_judged(*, everything: bool = False) -> QuerySet[Question]:
    """Return the questions that the rules of today have not judged; or all, by the key."""
    found = Question.objects.filter(post__state__in=WATCHED)
    return found if everything else found.exclude(judged_by=rules_in_force())


@transaction.atomic
def judge_again(question_id: int, *, tells_of: timedelta) -> bool:
    """Judge one question and the comments of its asker; return whether its page says something else now.

    Moderators are told of what is not older than `tells_of`: whoever wrote years ago waits for no help tonight.
    """
    _root, post = lock_thread(question_id)
    if post.state not in WATCHED:
        return False
    before = _summary(question_id)
    since = timezone.now() - tells_of
    watch_question(post, tells=post.created_at >= since)
    comments = Post.objects.filter(
        root=post, kind=Kind.COMMENT, author_id=post.author_id, state__in=WATCHED
    ).select_related("root")
    for comment in comments.order_by("pk"):
        watch_comment(comment, tells=comment.created_at >= since)
    changed = _summary(question_id) != before
    if changed:
        bump_version(question_id)
    return changed


def _summary(question_id: int) -> dict[str, object]:
    columns = ("urgency", "danger_categories", "danger_posts")
    return Question.objects.filter(pk=question_id).values(*columns).get()
