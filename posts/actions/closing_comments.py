"""Closing a thread to new comments, and opening it again."""

from django.db import transaction

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from posts import rules
from posts.actions.announcing import bump_version
from posts.actions.locking import lock_thread
from posts.models import Post


@transaction.atomic
def close_comments(actor: User, post: Post, *, closed: bool) -> None:
    """Take no more comments in the thread of this root post, or take them again; raises PermissionDenied."""
    root, post = lock_thread(post.pk)
    require(rules.can_close_comments(actor, post))
    if root.comments_closed == closed:
        return
    root.comments_closed = closed
    root.save(update_fields=["comments_closed"])
    record(actor, "comments.closed" if closed else "comments.opened", root)
    bump_version(root.pk)
