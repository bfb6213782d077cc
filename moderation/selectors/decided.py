"""Posts about which moderators have decided, for learning and for trials."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from moderation.models import Decision, DecisionAction
from posts.kinds import Kind, State
from posts.models import Post

MOST = 20_000
REMOVED = (DecisionAction.HIDE, DecisionAction.DELETE, DecisionAction.PURGE)
KEPT = (DecisionAction.APPROVE, DecisionAction.DISMISS, DecisionAction.RESTORE, DecisionAction.REVIEWED)
# The other actions say nothing of whether a text may stay: a warning comes on top, a question is moved for its place.
LEAVING = (DecisionAction.DISMISS, DecisionAction.REVIEWED)


@dataclass(frozen=True)
class Decided:
    """A post, its author loaded, and whether the latest decision took it away."""

    post: Post
    was_removed: bool


def decided_posts(days: int) -> Iterator[Decided]:
    """Yield the posts of the latest decisions of so many days that hold, each once; one query.

    Articles have their own reviewers, and an erased post has no text. To leave a post that was off leaves it off.
    """
    since = timezone.now() - timedelta(days=days)
    latest = (
        Decision.objects.filter(at__gte=since, undone_at=None, action__in=[*REMOVED, *KEPT])
        .exclude(post__kind=Kind.ARTICLE)
        .exclude(action__in=LEAVING, state_before__in=[State.HIDDEN, State.DELETED])
        .order_by("post_id", "-id")
        .distinct("post_id")
        .select_related("post__author")
    )
    for decision in latest[:MOST].iterator(chunk_size=500):
        if decision.post.state != State.PURGED:
            yield Decided(decision.post, decision.action in REMOVED)
