"""Who follows what."""

from django.db.models import Exists, OuterRef, Value
from django.db.models.expressions import Combinable

from accounts.rules import Actor
from notifications.models import Subscription, Topic
from posts.models import Post


def followed_topics(reader: Actor, post: Post) -> frozenset[str]:
    """Return what the reader is told of about a post; one query, none when signed out."""
    if not reader.is_authenticated:
        return frozenset()
    found = Subscription.objects.filter(person=reader, post=post)
    return frozenset(found.values_list("topic", flat=True))


def is_followed(reader: Actor) -> Combinable:
    """Return whether the reader follows the changes of a post, for the query that loads it."""
    if not reader.is_authenticated:
        return Value(False)
    mine = Subscription.objects.filter(person=reader, topic=Topic.CHANGES, post=OuterRef("pk"))
    return Exists(mine)
