"""What a guest sees of the own comment, and a member of what was written as a guest."""

from allauth.account.models import EmailAddress
from django.db import models

from accounts.models import User
from comments.addresses import address_hash
from comments.models import GuestComment
from posts.models import Post
from posts.querysets import PostQuerySet


def find_guest(post_id: int) -> GuestComment | None:
    """Return what is kept of a guest's comment, with the comment and its article, in one query."""
    return GuestComment.objects.select_related("post__root", "post__parent").filter(pk=post_id).first()


def address_hashes(person: User) -> list[str]:
    """Return the keyed hashes of the addresses that someone has confirmed, in one query."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True)
    return [address_hash(email) for email in confirmed.values_list("email", flat=True)]


def claimable(person: User) -> PostQuerySet:
    """Confirmed guests' comments from someone's confirmed addresses, newest first; one query to build."""
    found = Post.objects.filter(guest_hash__in=address_hashes(person), guest__confirmed_at__isnull=False)
    return found.select_related("root").fetch_mode(models.FETCH_RAISE).order_by("-created_at", "-pk")
