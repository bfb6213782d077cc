"""Locking a thread, so that nobody but moderators changes anything in it, and unlocking it."""

from django.db import transaction

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from posts import rules
from posts.actions.announcing import bump_version
from posts.actions.locking import lock_thread
from posts.models import Post


@transaction.atomic
def seal_thread(actor: User, post: Post, *, locked: bool) -> Post:
    """Lock the thread of a question, or unlock it; doing it twice changes nothing. Raises PermissionDenied."""
    _root, post = lock_thread(post.pk)
    require(rules.can_lock(actor, post))
    if post.is_locked == locked:
        return post
    post.is_locked = locked
    post.save(update_fields=["is_locked"])
    record(actor, "thread.locked" if locked else "thread.unlocked", post)
    bump_version(post.pk)
    return post
