"""Reporting a post to the moderators."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from moderation import rules
from moderation.models import URGENT_REASONS, Flag, FlagReason, ReviewItem
from posts.actions.locking import lock_thread
from posts.models import Post


@transaction.atomic
def flag_post(actor: User, post: Post, *, reason: FlagReason, note: str = "") -> Flag:
    """Report a post and put it into the queue; a person has one open report a post.

    Raises UserError when the actor has reported it already, PermissionDenied when the rule says no.
    """
    _root, post = lock_thread(post.pk)
    require(rules.can_flag(actor, post))
    if Flag.objects.filter(post=post, flagger=actor, is_open=True).exists():
        raise UserError(_("You have reported this post already. A moderator will look at it."))
    item = open_item(post)
    ReviewItem.objects.filter(pk=item.pk).update(
        flag_count=F("flag_count") + 1,
        is_urgent=item.is_urgent or reason in URGENT_REASONS,
        version=F("version") + 1,
    )
    flag = Flag.objects.create(item=item, post=post, flagger=actor, reason=reason, note=note)
    record(actor, "post.flagged", post, reason=reason)
    return flag


def change_seen(item: ReviewItem) -> None:
    """Say that the post of an item is not what a moderator may have on the screen."""
    ReviewItem.objects.filter(pk=item.pk).update(version=F("version") + 1)


def open_item(post: Post) -> ReviewItem:
    """Return the open queue item of a locked post, made if there is none."""
    item, _is_new = ReviewItem.objects.get_or_create(post=post, is_open=True)
    return item
