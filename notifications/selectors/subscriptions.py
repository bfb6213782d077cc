"""Who follows what."""

from accounts.rules import Actor
from notifications.models import Subscription
from posts.models import Post


def follows(reader: Actor, post: Post) -> bool:
    """Return whether the reader follows a post; one query, none when signed out."""
    return reader.is_authenticated and Subscription.objects.filter(person=reader, post=post).exists()
