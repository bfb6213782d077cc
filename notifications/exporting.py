"""What people get of what they were told, when they download their data."""

from collections.abc import Iterable

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal_data import Row, Section
from notifications.models import Notification, Subscription


def notifications(person: User) -> Iterable[Row]:
    found = Notification.objects.filter(recipient=person).order_by("pk")
    return found.values("verb", "note", "created_at", "read_at", "mailed_at", post_number=F("post_id"))


def subscriptions(person: User) -> Iterable[Row]:
    found = Subscription.objects.filter(person=person).order_by("pk")
    return found.values("topic", "at", post_number=F("post_id"))


SECTIONS = (
    Section("notifications", _("Inbox"), notifications, ("notifications.Notification.recipient",)),
    Section("subscriptions", _("What you follow"), subscriptions, ("notifications.Subscription.person",)),
)
NOT_EXPORTED = {"notifications.Notification.actor": "what others were told"}
