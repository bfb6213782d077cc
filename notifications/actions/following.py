"""Following a post, and telling those who follow."""

from django.db import transaction

from accounts.models import User
from accounts.rules import require
from notifications import rules
from notifications.actions.notifying import notify
from notifications.models import Subscription, Verb
from posts.models import Post


@transaction.atomic
def follow(actor: User, post: Post, *, wanted: bool) -> None:
    """Follow a post, or stop; doing it twice changes nothing. Raises PermissionDenied."""
    require(rules.can_follow(actor, post))
    if wanted:
        Subscription.objects.get_or_create(person=actor, post=post)
    else:
        Subscription.objects.filter(person=actor, post=post).delete()


def tell_followers(post: Post, verb: Verb, *, note: str, besides: User) -> None:
    """Notify everyone who follows a post but the one who acted, in the order of their keys."""
    for subscription in (
        Subscription.objects.filter(post=post)
        .exclude(person=besides)
        .select_related("person")
        .order_by("person_id")
    ):
        notify(subscription.person, verb, post, note=note)
