"""Putting a post on the moderators' table, and taking it off again; any app calls this for what it finds."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from lib.text_language import guess_language
from moderation.models import ItemKind, ReviewItem
from moderation.models.review_item import URGENT_WITHIN, WITHIN
from moderation.tasks import remind_of_late
from posts.models import Post

A_MOMENT = timedelta(seconds=30)


def open_item(post: Post, kind: ItemKind, *, is_urgent: bool = False, weight: int = 0) -> ReviewItem:
    """Return the open item of a locked post, made if there is none, with this kind among its kinds.

    Whatever comes in about one post meets in one item: `weight` is added to what it weighs, and what was urgent
    stays urgent. A change of an item makes the screens stale on which it is open.
    """
    item, is_new = ReviewItem.objects.select_for_update().get_or_create(
        post=post,
        is_open=True,
        defaults={
            "kinds": [kind],
            "is_urgent": is_urgent,
            "weight": weight,
            "language": guess_language(f"{post.title} {post.body}"),
        },
    )
    if is_new or is_urgent > item.is_urgent:
        # When it should be decided at the latest, somebody looks whether it is.
        within = URGENT_WITHIN if is_urgent else WITHIN
        remind_of_late.using(run_after=timezone.now() + within + A_MOMENT).enqueue()
    if is_new or (kind in item.kinds and is_urgent <= item.is_urgent and not weight):
        return item
    item.kinds = [known for known in ItemKind if known in (*item.kinds, kind)]
    item.is_urgent = item.is_urgent or is_urgent
    item.weight += weight
    item.version += 1
    item.save(update_fields=["kinds", "is_urgent", "weight", "version"])
    return item


def settle_kind(post: Post, kind: ItemKind) -> None:
    """Take one kind off the open item of a locked post, because it was settled elsewhere; close what has no other.

    Without an open item of this kind nothing happens.
    """
    item = ReviewItem.objects.select_for_update().filter(post=post, is_open=True).first()
    if item is None or kind not in item.kinds:
        return
    if item.kinds == [kind]:
        close_item(item)
        return
    item.kinds = [known for known in item.kinds if known != kind]
    item.version += 1
    item.save(update_fields=["kinds", "version"])


def settle_taken_back(post: Post) -> None:
    """Nobody needs to say whether a held text may be public that its author has deleted; reports of it still wait."""
    settle_kind(post, ItemKind.HELD)


def close_item(item: ReviewItem) -> None:
    """Take a locked item off the table; one that is off already keeps the time at which it went."""
    item.closed_at = timezone.now() if item.is_open else item.closed_at
    item.is_open, item.version = False, item.version + 1
    item.claimed_by = item.claimed_until = None
    item.save(update_fields=["is_open", "closed_at", "version", "claimed_by", "claimed_until"])


def change_seen(item: ReviewItem) -> None:
    """Say that the post of an item is not what a moderator may have on the screen."""
    ReviewItem.objects.filter(pk=item.pk).update(version=F("version") + 1)
