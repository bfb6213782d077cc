"""What does not stay in the inbox."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from notifications.models import Notification

READ_KEPT = timedelta(days=365)


@transaction.atomic
def forget_read() -> int:
    """Erase what was read more than a year ago, and what came for somebody who has left; return how many."""
    old = Q(read_at__lt=timezone.now() - READ_KEPT) | Q(recipient__erased_at__isnull=False)
    return Notification.objects.filter(old).delete()[0]
