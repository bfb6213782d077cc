"""What follows when a moderator has decided about a guest's comment, and how long the address is needed."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comments.actions.announcing import announce_comment
from comments.models import GuestComment
from moderation.selectors.fairness import open_to_appeal
from posts.actions.locking import lock_thread
from posts.kinds import State

BATCH = 500
WAITING = (State.DRAFT, State.PENDING)


@transaction.atomic
def settle(post_id: int) -> None:
    """Announce a comment that has become public, once; forget an address that nobody needs any more."""
    _root, post = lock_thread(post_id)
    guest = GuestComment.objects.select_for_update().filter(pk=post_id).first()
    if guest is None:
        return
    if post.is_public and guest.announced_at is None:
        guest.announced_at = timezone.now()
        announce_comment(post)
    guest.post = post
    forget_unneeded(guest)
    guest.save(update_fields=["announced_at", "wants_replies", "address"])


def forget_unneeded(guest: GuestComment) -> None:
    """Drop the address of a locked guest whom no mail has to reach any more; the caller saves."""
    if not _needs_address(guest):
        guest.address, guest.wants_replies = b"", False


def _needs_address(guest: GuestComment) -> bool:
    """While a moderator has not decided, replies are wanted, or a second look can be asked for or answered."""
    wants_replies = guest.wants_replies and guest.post.is_public
    is_open = open_to_appeal().filter(post_id=guest.pk).exists
    return guest.post.state in WAITING or wants_replies or is_open()


def forget_addresses() -> int:
    """Forget addresses once no second look can be asked for any more, at most BATCH; return how many."""
    waits = Q(post__state__in=WAITING) | Q(post__state=State.VISIBLE, wants_replies=True)
    late = (
        GuestComment.objects.exclude(address=b"").exclude(waits).exclude(post__decisions__in=open_to_appeal())
    )
    keys = list(late.order_by("pk").values_list("pk", flat=True)[:BATCH])
    for key in keys:
        settle(key)
    return len(keys)
