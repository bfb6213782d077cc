"""Taking an item, so that two moderators do not read the same one; a claim ends by itself and can be taken over."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from moderation import rules
from moderation.actions.conflicts import refuse_own_reports
from moderation.models import CLAIM_LASTS, ReviewItem
from posts.actions.locking import lock_thread


@transaction.atomic
def claim(actor: User, item: ReviewItem) -> ReviewItem:
    """Let the actor be on it for a quarter of an hour, whoever was before; raises PermissionDenied."""
    _root, post = lock_thread(item.post_id)
    item = ReviewItem.objects.select_for_update().get(pk=item.pk)
    item.post = post
    require(rules.can_claim(actor, item))
    refuse_own_reports(actor, item)
    from_whom = item.claimed_by_id if item.is_claimed else None
    item.claimed_by, item.claimed_until = actor, timezone.now() + CLAIM_LASTS
    item.save(update_fields=["claimed_by", "claimed_until"])
    if from_whom != actor.pk:
        record(actor, "review.claimed", item, taken_from=from_whom)
    return item


@transaction.atomic
def release(actor: User, item: ReviewItem) -> None:
    """Let others have it; does nothing when the actor is not on it."""
    item = ReviewItem.objects.select_for_update().get(pk=item.pk)
    require(rules.can_see_queue(actor))
    if item.claimed_by_id == actor.pk:
        item.claimed_by = item.claimed_until = None
        item.save(update_fields=["claimed_by", "claimed_until"])
