"""Posts about which moderators have decided, for learning and for trials."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from moderation.models import Decision, DecisionAction
from posts.kinds import Kind, State
from posts.models import Post

MOST = 20_000
REMOVED = (DecisionAction.HIDE, DecisionAction.DELETE)
KEPT = (DecisionAction.APPROVE, DecisionAction.DISMISS, DecisionAction.RESTORE)


@dataclass(frozen=True)
class Decided:
    """A post, its author loaded, and whether the latest decision took it away."""

    post: Post
    was_removed: bool


def decided_posts(days: int) -> Iterator[Decided]:
    """Yield the posts of the latest decisions of so many days, each once; one query.

    Articles have their own reviewers, and an erased post has no text.
    """
    since = timezone.now() - timedelta(days=days)
    latest = (
        Decision.objects.filter(at__gte=since, action__in=[*REMOVED, *KEPT])
        .exclude(post__kind=Kind.ARTICLE)
        .order_by("post_id", "-id")
        .distinct("post_id")
        .select_related("post__author")
    )
    for decision in latest[:MOST].iterator(chunk_size=500):
        if decision.post.state != State.PURGED:
            yield Decided(decision.post, decision.action in REMOVED)
