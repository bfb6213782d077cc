"""Moving replies, votes and bookmarks from one thread to another; the caller has locked both roots."""

from collections.abc import Collection

from django.db.models import Count, F, Q

from posts.actions.announcing import COUNTER_OF
from posts.kinds import Kind, State
from posts.models import Bookmark, Post, Vote
from posts.models.vote import HELPFUL, UNHELPFUL


def adopt(giver: Post, taker: Post, *, only: Collection[int] | None = None) -> list[int]:
    """Move the replies of one root to another, all or these, with everything below them; return their keys.

    The counters of both follow, and what is public; the caller lets the reputation follow (`follow_visibility`).
    """
    replies = Post.objects.filter(parent=giver)
    if only is not None:
        replies = replies.filter(pk__in=only)
    keys = list(replies.order_by("pk").values_list("pk", flat=True))
    _count(giver, keys, -1)
    _count(taker, keys, 1)
    below = descendants(keys)
    Post.objects.filter(pk__in=below).update(root=taker)
    Post.objects.filter(pk__in=keys).update(parent=taker)
    _show(taker, keys)
    return keys


def descendants(keys: Collection[int]) -> list[int]:
    """Return the keys of posts and of everything below them."""
    found, level = list(keys), list(keys)
    while level:
        level = list(Post.objects.filter(parent_id__in=level).values_list("pk", flat=True))
        found += level
    return found


def _count(root: Post, keys: list[int], sign: int) -> None:
    """Add those of these replies that count to the counters of a root, or take them away."""
    kinds = Post.objects.filter(pk__in=keys).in_state(State.VISIBLE).standing().order_by().values("kind")
    for row in kinds.annotate(number=Count("pk")):
        counter = COUNTER_OF[Kind(row["kind"])]
        Post.objects.filter(pk=root.pk).update(**{counter: F(counter) + sign * row["number"]})


def _show(root: Post, keys: list[int]) -> None:
    """Let replies that have moved be as public as their new place, level by level."""
    level, is_public = list(keys), root.is_public
    while level:
        visible = Post.objects.filter(pk__in=level).in_state(State.VISIBLE)
        shown = list(visible.values_list("pk", flat=True))
        visible.update(is_public=is_public)
        level = list(Post.objects.filter(parent_id__in=shown).values_list("pk", flat=True))


def move_votes(giver: Post, taker: Post) -> list[int]:
    """Move the votes of those who have not voted on the other post, nor wrote it; return the votes' keys."""
    has_voted = Vote.objects.filter(post=taker).values("voter")
    found = Vote.objects.filter(post=giver).exclude(voter__in=has_voted).exclude(voter=taker.author_id)
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    return_votes(taker, giver, keys)
    return keys


def return_votes(taker: Post, giver: Post, keys: Collection[int]) -> None:
    """Move these votes from one post to another, as far as they are still there, with the counters."""
    votes = Vote.objects.filter(pk__in=keys, post=giver)
    counts = votes.aggregate(
        up_count=Count("pk", filter=Q(value=HELPFUL)), down_count=Count("pk", filter=Q(value=UNHELPFUL))
    )
    votes.update(post=taker)
    for post, sign in ((giver, -1), (taker, 1)):
        changes = {name: F(name) + sign * number for name, number in counts.items()}
        Post.objects.filter(pk=post.pk).update(**changes)


def move_bookmarks(giver: Post, taker: Post) -> list[int]:
    """Move the bookmarks of those who have not kept the other post; return their keys."""
    has_kept = Bookmark.objects.filter(post=taker).values("person")
    found = Bookmark.objects.filter(post=giver).exclude(person__in=has_kept)
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    Bookmark.objects.filter(pk__in=keys).update(post=taker)
    return keys


def return_bookmarks(taker: Post, keys: Collection[int]) -> None:
    Bookmark.objects.filter(pk__in=keys).update(post=taker)
