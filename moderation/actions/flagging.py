"""Reporting a post to the moderators."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from moderation import rules
from moderation.actions.queueing import open_item
from moderation.models import URGENT_REASONS, Flag, FlagReason, ItemKind, ReviewItem
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
    item = open_item(post, ItemKind.FLAG, is_urgent=reason in URGENT_REASONS)
    ReviewItem.objects.filter(pk=item.pk).update(flag_count=F("flag_count") + 1, version=F("version") + 1)
    flag = Flag.objects.create(item=item, post=post, flagger=actor, reason=reason, note=note)
    record(actor, "post.flagged", post, reason=reason)
    return flag
