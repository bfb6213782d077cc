"""What follows when a moderator has decided about a guest's comment."""

from django.db import transaction
from django.utils import timezone

from comments.actions.announcing import announce_comment
from comments.models import GuestComment
from posts.actions.locking import lock_thread


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
    guest.wants_replies = guest.wants_replies and post.is_public
    if not guest.wants_replies:
        guest.address = b""
    guest.save(update_fields=["announced_at", "wants_replies", "address"])
