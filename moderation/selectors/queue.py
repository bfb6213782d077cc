"""The queue, and one item with all that is needed to decide."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count
from django.http import Http404
from django.utils.functional import Promise

from accounts.rules import Actor
from lib.pagination import Order, Page, paginate
from moderation.models import Decision, DecisionAction, Flag, FlagReason, ReviewItem, Unmasking
from moderation.rules import can_take
from posts.kinds import State
from posts.models import Post
from posts.querysets import PostQuerySet

TABS = ("urgent", "open", "closed")
CONTEXT_POSTS = 6
RECORD_DECISIONS = 10


@dataclass(frozen=True)
class QueueRow:
    """One item of the queue with the reasons that readers gave."""

    item: ReviewItem
    reasons: list[str | Promise]


@dataclass(frozen=True)
class AuthorRecord:
    """What moderators should know about an author."""

    post_count: int
    removed_count: int
    decisions: list[Decision]


@dataclass(frozen=True)
class ItemPage:
    """One item with its post, its thread, the reports and what was decided before."""

    item: ReviewItem
    post: Post
    flags: list[Flag]
    around: list[Post]
    record: AuthorRecord
    possible: list[DecisionAction]
    unmasking: Unmasking | None


def list_queue(tab: str, cursor: str) -> Page[QueueRow]:
    """Return one page of the queue, the longest waiting first (closed: the latest first), in two queries."""
    items = ReviewItem.objects.filter(is_open=tab != "closed")
    if tab == "urgent":
        items = items.filter(is_urgent=True)
    found = items.select_related("post", "post__author", "post__root").fetch_mode(models.FETCH_RAISE)
    page = paginate(found, Order("pk", descending=tab == "closed"), cursor)
    reasons: dict[int, list[str | Promise]] = {item.pk: [] for item in page.rows}
    for item_id, reason in (
        Flag.objects.filter(item__in=reasons).values_list("item_id", "reason").distinct().order_by("reason")
    ):
        reasons[item_id].append(FlagReason(reason).label)
    rows = [QueueRow(item, reasons[item.pk]) for item in page.rows]
    return Page(rows, page.previous_cursor, page.next_cursor)


def queue_counts() -> dict[str, int]:
    """Return how many items wait, in all and urgently, in one query (closed ones are not counted)."""
    counts = ReviewItem.objects.filter(is_open=True).aggregate(
        open=Count("pk"), urgent=Count("pk", filter=models.Q(is_urgent=True))
    )
    return dict(counts)


def load_item(item_id: int, moderator: Actor) -> ItemPage:
    """Return everything about one item in six queries, seven about a mask; raises Http404."""
    found = ReviewItem.objects.select_related("post__author", "post__root", "post__parent")
    item = found.filter(pk=item_id).first()
    if item is None:
        raise Http404
    post = item.post
    return ItemPage(
        item=item,
        post=post,
        flags=list(Flag.objects.filter(post=post).select_related("flagger").order_by("-id")[:30]),
        around=_around(post, moderator),
        record=_record(post),
        unmasking=_unmasking(post) if post.is_masked else None,
        possible=[action for action in DecisionAction if can_take(moderator, post, action)],
    )


def _unmasking(post: Post) -> Unmasking | None:
    found = Unmasking.objects.filter(root_id=post.root_or_self_id).select_related("asked_by", "agreed_by")
    return found.order_by("-id").first()


def _around(post: Post, moderator: Actor) -> list[Post]:
    """The start of the thread that the post belongs to, without the post itself."""
    thread = Post.objects.filter(root_id=post.root_or_self_id).visible_to(moderator).exclude(pk=post.pk)
    return list(thread.select_related("author").order_by("created_at", "id")[:CONTEXT_POSTS])


def _by_same_author(post: Post) -> PostQuerySet:
    """What was written under the same name: a member's, a mask's or a guest's.

    A mask and the name behind it are never counted together. Of an erased guest nothing else is known.
    """
    if post.author_id:
        return Post.objects.filter(author_id=post.author_id, byline=post.byline)
    if post.guest_hash:
        return Post.objects.filter(guest_hash=post.guest_hash)
    return Post.objects.filter(pk=post.pk)


def _record(post: Post) -> AuthorRecord:
    own = _by_same_author(post)
    counts = own.aggregate(
        posts=Count("pk"),
        removed=Count("pk", filter=models.Q(state__in=[State.HIDDEN, State.DELETED])),
    )
    decisions = Decision.objects.filter(post__in=own.values("pk")).select_related("moderator", "post")
    return AuthorRecord(
        post_count=counts["posts"],
        removed_count=counts["removed"],
        decisions=list(decisions.order_by("-id")[:RECORD_DECISIONS]),
    )
