"""Forgetting what somebody who leaves was told, and what they follow."""

from accounts.models import User
from accounts.personal_data import Eraser
from notifications.models import Notification, Subscription


def forget(person: User) -> None:
    Notification.objects.filter(recipient=person).delete()
    Notification.objects.filter(actor=person).update(actor=None)
    Subscription.objects.filter(person=person).delete()


ERASER = Eraser(
    covers=(
        "notifications.Notification.recipient", "notifications.Notification.actor",
        "notifications.Subscription.person",
    ),
    forget=forget,
)  # fmt: skip
KEPT: dict[str, str] = {}
