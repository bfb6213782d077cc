"""Putting a post on the moderators' table without a report."""

from django.db import transaction

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from moderation import rules
from moderation.actions.queueing import open_item
from moderation.models import ItemKind, ReviewItem
from posts.actions.locking import lock_thread
from posts.models import Post


@transaction.atomic
def start_review(actor: User, post: Post) -> ReviewItem:
    """Return the open queue item of a post, made if there is none; raises PermissionDenied."""
    _root, post = lock_thread(post.pk)
    require(rules.can_decide(actor, post))
    item = open_item(post, ItemKind.REVIEW)
    record(actor, "review.started", post, item=item.pk)
    return item
