"""Telling moderators of what waits for longer than it should."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Role
from accounts.selectors.people import staff_on_duty
from moderation.actions.telling import Letter, tell_many
from moderation.models import ReviewItem
from moderation.models.review_item import URGENT_WITHIN, WITHIN
from notifications.models import Verb


def remind_moderators() -> int:
    """Tell every moderator once of each item that is late; return how many items that are.

    One letter names the most urgent of them and how many there are. Who is suspended or lacks the second factor
    could do nothing about it and is not told.
    """
    now = timezone.now()
    late = Q(is_urgent=True, opened_at__lt=now - URGENT_WITHIN) | Q(opened_at__lt=now - WITHIN)
    found = ReviewItem.objects.select_for_update().filter(late, is_open=True, reminded_at=None)
    items = list(found.order_by("place", "pk"))
    if not items:
        return 0
    ReviewItem.objects.filter(pk__in=[item.pk for item in items]).update(reminded_at=now)
    note = ngettext(
        "%(count)d item has waited for too long.", "%(count)d items have waited for too long.", len(items)
    ) % {"count": len(items)}
    if items[0].is_urgent:
        note += " " + _("At least one of them is urgent.")
    tell_many([Letter(key, Verb.QUEUE_LATE, items[0].post_id, note) for key in staff_on_duty(Role.MODERATOR)])
    return len(items)
