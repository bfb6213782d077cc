"""Putting away questions that nobody has answered and nobody has touched for half a year."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from posts.models import Post
from qa.actions.moving import locked_question, move
from qa.models import Question
from qa.standing import Act, Standing, is_possible

IDLE = timedelta(days=180)
BATCH = 200


def archive_idle() -> int:
    """Archive what has been idle for so long without an answer, each in a transaction of its own; return how many."""
    found = Post.objects.public().unanswered().filter(last_activity_at__lt=timezone.now() - IDLE)
    waiting = found.filter(question__standing__in=[Standing.OPEN, Standing.NEEDS_DETAILS])
    keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH])
    done = 0
    while keys:
        done += sum(_archive(key) for key in keys)
        keys = list(waiting.filter(pk__gt=keys[-1]).order_by("pk").values_list("pk", flat=True)[:BATCH])
    return done


@transaction.atomic
def _archive(post_id: int) -> bool:
    """Archive a question if it still is idle, seen under its lock."""
    question = locked_question(post_id)
    post = question.post
    is_idle = post.answer_count == 0 and post.last_activity_at < timezone.now() - IDLE
    if not (post.is_public and is_idle and is_possible(question.standing, Act.ARCHIVE)):
        return False
    move(None, question, Act.ARCHIVE)
    return True


def wake(question: Question) -> None:
    """Let an answer open a locked question that was archived or waited for a detail."""
    if is_possible(question.standing, Act.ANSWER):
        move(None, question, Act.ANSWER)
