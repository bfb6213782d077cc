"""Bringing in posts that were written earlier."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from posts.actions.announcing import bump_version
from posts.models import Post


@transaction.atomic
def backdate(post: Post, at: datetime) -> None:
    """Give an imported post the time at which it was written; its thread was active then at the earliest."""
    Post.objects.filter(pk=post.pk).update(created_at=at)
    thread = Post.objects.filter(pk=post.root_or_self_id)
    thread.update(last_activity_at=at if post.is_root else Greatest(F("last_activity_at"), at))
    bump_version(post.root_or_self_id)
