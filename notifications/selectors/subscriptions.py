"""Who follows what."""

from accounts.rules import Actor
from notifications.models import Subscription
from posts.models import Post


def followed_topics(reader: Actor, post: Post) -> frozenset[str]:
    """Return what the reader is told of about a post; one query, none when signed out."""
    if not reader.is_authenticated:
        return frozenset()
    found = Subscription.objects.filter(person=reader, post=post)
    return frozenset(found.values_list("topic", flat=True))
