"""Keeping a post to find it again."""

from django.db import transaction

from accounts.models import User
from accounts.rules import require
from posts import rules
from posts.models import Bookmark, Post


@transaction.atomic
def set_bookmark(actor: User, post: Post, *, wanted: bool) -> None:
    """Keep a question or article, or keep it no longer; doing it twice changes nothing. Raises PermissionDenied."""
    if not wanted:
        Bookmark.objects.filter(person=actor, post=post).delete()
        return
    require(rules.can_bookmark(actor, post))
    Bookmark.objects.get_or_create(person=actor, post=post)
