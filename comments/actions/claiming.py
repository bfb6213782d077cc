"""A member takes over what they wrote as a guest."""

from django.db import transaction

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from comments import rules
from comments.models import GuestComment
from moderation.actions.appealing import hand_over_appeals
from posts.actions.announcing import bump_version
from posts.actions.locking import lock_thread
from posts.guest_addresses import address_hashes
from posts.kinds import State
from posts.models import Post

MOST_AT_ONCE = 100


def claim_comments(actor: User) -> int:
    """Make the actor the author of comments from addresses that the actor has confirmed; return how many.

    Each is a transaction of its own, at most MOST_AT_ONCE a call. Raises PermissionDenied.
    """
    require(rules.can_claim(actor))
    hashes = address_hashes(actor)
    keys = list(
        Post.objects.filter(guest_hash__in=hashes, guest__confirmed_at__isnull=False).values_list(
            "pk", flat=True
        )[:MOST_AT_ONCE]
    )
    return sum(_claim(actor, key, hashes) for key in keys)


@transaction.atomic
def _claim(actor: User, post_id: int, hashes: list[str]) -> bool:
    root, post = lock_thread(post_id)
    if post.guest_hash not in hashes or post.state == State.PURGED:
        return False
    post.author, post.guest_hash, post.byline = actor, "", ""
    post.save(update_fields=["author", "guest_hash", "byline"])
    GuestComment.objects.filter(pk=post_id).delete()
    hand_over_appeals(post, actor)
    record(actor, "guest.claimed", post)
    bump_version(root.pk)
    return True
