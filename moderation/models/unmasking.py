"""Learning who is behind a mask, by two moderators together."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

# How long two moderators who agreed can look up who is behind a mask.
LOOK_LASTS = timedelta(days=7)


class Unmasking(models.Model):
    """Who asked, and why, to learn who is behind the mask of a thread, and the colleague who agreed."""

    root = models.ForeignKey("posts.Post", models.PROTECT, related_name="unmaskings")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    asked_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="unmasking_has_a_reason"),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | (Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_by=F("asked_by"))),
                name="unmasking_takes_two",
            ),
            models.UniqueConstraint(
                fields=["root"], condition=Q(agreed_at=None), name="unmasking_asked_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"mask of {self.root_id}"

    @property
    def is_open_to_look(self) -> bool:
        """Whether both agreed, and not too long ago."""
        return self.agreed_at is not None and timezone.now() - self.agreed_at < LOOK_LASTS
