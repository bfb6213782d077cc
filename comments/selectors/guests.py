"""What a guest sees of the own comment, and a member of what was written as a guest."""

from django.db import models

from accounts.models import User
from comments.models import GuestComment
from posts.guest_addresses import address_hashes
from posts.models import Post
from posts.querysets import PostQuerySet


def find_guest(post_id: int) -> GuestComment | None:
    """Return what is kept of a guest's comment, with the comment and its article, in one query."""
    return GuestComment.objects.select_related("post__root", "post__parent").filter(pk=post_id).first()


def claimable(person: User) -> PostQuerySet:
    """Confirmed guests' comments from someone's confirmed addresses, newest first; one query to build."""
    found = Post.objects.filter(guest_hash__in=address_hashes(person), guest__confirmed_at__isnull=False)
    return found.select_related("root").fetch_mode(models.FETCH_RAISE).order_by("-created_at", "-pk")
