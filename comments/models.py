"""What is kept about a guest's comment beside the post itself."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

EDIT_LASTS = timedelta(minutes=30)


class GuestComment(models.Model):
    """How to reach the guest who wrote a comment, for as long as the guest has to be reached.

    `address` is encrypted (comments.addresses) and emptied when nothing more is to be mailed; `network` is a
    keyed hash of where the form came from, for the limits, and emptied after a month.
    """

    post = models.OneToOneField("posts.Post", models.PROTECT, primary_key=True, related_name="guest")
    address = models.BinaryField(default=b"")
    wants_replies = models.BooleanField(default=False)
    network = models.CharField(max_length=64, blank=True)
    is_proven = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(wants_replies=False) | ~Q(address=b""), name="guest_wants_replies_at_an_address"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=False) | ~Q(address=b""),
                name="guest_keeps_an_address_until_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(announced_at=None) | Q(confirmed_at__isnull=False),
                name="guest_announced_after_confirming",
            ),
        ]
        indexes = [
            # comments.actions.guest_writing: how many came from one place lately
            models.Index(fields=["network", "created_at"], condition=~Q(network=""), name="guest_by_network"),
            # comments.actions.guest_erasing: what nobody confirmed
            models.Index(fields=["created_at"], condition=Q(confirmed_at=None), name="guest_unconfirmed"),
        ]

    def __str__(self) -> str:
        return f"guest of {self.post_id}"

    @property
    def may_edit_until(self) -> datetime | None:
        return self.confirmed_at + EDIT_LASTS if self.confirmed_at else None
