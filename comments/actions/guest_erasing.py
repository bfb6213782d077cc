"""What is not kept about guests: unconfirmed comments, and from where a form came."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audit.recording import record
from comments.models import GuestComment
from comments.tokens import CONFIRM_LASTS
from moderation.actions.appealing import forget_appeals_of_guest
from moderation.actions.deciding import close_without_decision
from posts.actions.changing_state import apply_state
from posts.actions.locking import lock_thread
from posts.kinds import State
from posts.models import Post

NETWORKS_KEPT = timedelta(days=30)
BATCH = 500


def erase_unconfirmed() -> int:
    """Erase comments whose address nobody confirmed in time, at most BATCH; return how many."""
    late = GuestComment.objects.filter(confirmed_at=None, created_at__lt=timezone.now() - CONFIRM_LASTS)
    keys = list(late.order_by("created_at").values_list("pk", flat=True)[:BATCH])
    for key in keys:
        _erase_if_unconfirmed(key)
    return len(keys)


@transaction.atomic
def _erase_if_unconfirmed(post_id: int) -> None:
    _root, post = lock_thread(post_id)
    guest = GuestComment.objects.select_for_update().filter(pk=post_id, confirmed_at=None).first()
    if guest:
        erase(guest, post)


def erase(guest: GuestComment, post: Post) -> None:
    """Erase a guest's comment for good; both rows are locked."""
    record(None, "guest.erased", post)
    close_without_decision(post)
    forget_appeals_of_guest(post)
    guest.delete()
    if post.state != State.DELETED:
        apply_state(None, post, State.DELETED, reason="guest")
    apply_state(None, post, State.PURGED, reason="guest")


def forget_networks() -> None:
    """Forget from which networks comments came that are older than the limits look back."""
    old = GuestComment.objects.filter(created_at__lt=timezone.now() - NETWORKS_KEPT)
    old.exclude(network="").update(network="")
