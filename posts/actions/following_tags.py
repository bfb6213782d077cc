"""Following a topic."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from lib.errors import UserError
from posts import rules
from posts.models import Tag, TagFollow

FOLLOWED_MOST = 100


@transaction.atomic
def follow_tag(actor: User, tag: Tag, *, wanted: bool) -> None:
    """Hear of new questions about a topic, or no more; doing it twice changes nothing.

    Raises PermissionDenied, UserError about too many.
    """
    require(rules.can_follow_tag(actor))
    tag = Tag.objects.select_for_update(no_key=True).get(pk=tag.pk)
    mine = TagFollow.objects.filter(person=actor)
    change = 0
    if wanted and not mine.filter(tag=tag).exists():
        if mine.count() >= FOLLOWED_MOST:
            raise UserError(_("You follow a hundred topics already. Please leave one first."))
        TagFollow.objects.create(person=actor, tag=tag)
        change = 1
    elif not wanted:
        change = -mine.filter(tag=tag).delete()[0]
    Tag.objects.filter(pk=tag.pk).update(follower_count=F("follower_count") + change)


@transaction.atomic
def forget_follows(person: User) -> None:
    """Take somebody who leaves out of the followers of all topics."""
    mine = TagFollow.objects.filter(person=person)
    keys = list(mine.order_by("tag").values_list("tag", flat=True))
    locked = Tag.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    tags = [tag.pk for tag in locked.only("pk")]
    mine.filter(tag__in=tags).delete()
    Tag.objects.filter(pk__in=tags).update(follower_count=F("follower_count") - 1)
