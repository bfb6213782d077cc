"""The directory of verified experts."""

from django.db import models

from accounts.models import User
from lib.pagination import Order, Page, paginate


def list_experts(cursor: str) -> Page[User]:
    """Return one page of the people whose credential is valid today, by handle, in one query."""
    experts = User.objects.verified_experts().select_related("credential")
    order = Order("handle", descending=False)
    return paginate(experts.fetch_mode(models.FETCH_RAISE), order, cursor, size=40)
