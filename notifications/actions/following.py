"""Following a post, and telling those who follow."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from accounts.rules import require
from notifications import rules
from notifications.actions.notifying import notify
from notifications.models import Subscription, Topic, Verb
from posts.models import Post


@transaction.atomic
def follow(actor: User, post: Post, topic: Topic, *, wanted: bool) -> None:
    """Follow what happens to a post, or stop; doing it twice changes nothing. Raises PermissionDenied."""
    require(rules.can_follow(actor, post))
    if wanted:
        Subscription.objects.get_or_create(person=actor, post=post, topic=topic)
    else:
        Subscription.objects.filter(person=actor, post=post, topic=topic).delete()


@dataclass(frozen=True)
class News:
    """What followers are told: which kind of news, about which post, in which words."""

    topic: Topic
    verb: Verb
    about: Post
    note: str = ""
    # Who did it, where those who have muted them need not hear of it.
    actor: User | None = None


def tell_followers(followed: Post, news: News, *, besides: Collection[int]) -> None:
    """Notify those who follow a post but the people with these keys, in the order of their keys."""
    followers = Subscription.objects.filter(post=followed, topic=news.topic).exclude(person_id__in=besides)
    for subscription in followers.select_related("person").order_by("person_id"):
        notify(subscription.person, news.verb, news.about, note=news.note, actor=news.actor)


def move_followers(giver: Post, taker: Post) -> list[int]:
    """Let those who follow one post follow another, where they do not yet; return the keys of what moved."""
    found = Subscription.objects.filter(post=giver).exclude(
        Exists(Subscription.objects.filter(post=taker, person=OuterRef("person"), topic=OuterRef("topic")))
    )
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    return_followers(taker, keys)
    return keys


def return_followers(taker: Post, keys: Collection[int]) -> None:
    """Let these subscriptions, as far as they are still there, be about a post."""
    Subscription.objects.filter(pk__in=keys).update(post=taker)
