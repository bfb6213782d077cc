"""Someone's inbox."""

from django.db import models

from accounts.models import User
from lib.pagination import Order, Page, paginate
from notifications.models import Notification


def list_inbox(person: User, cursor: str) -> Page[Notification]:
    """Return one page of what someone was told, newest first, in one query."""
    found = Notification.objects.filter(recipient=person).select_related("post", "post__root")
    return paginate(found.fetch_mode(models.FETCH_RAISE), Order("pk"), cursor)
