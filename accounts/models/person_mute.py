"""Who does not want to hear from whom."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models.user import User


class PersonMute(models.Model):
    """Someone muted somebody else, who is never told."""

    muter = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mutes")
    # Nothing is searched by the muted person alone.
    muted = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["muter", "muted"], name="mute_once_per_person"),
            models.CheckConstraint(condition=~Q(muter=F("muted")), name="mute_is_not_oneself"),
        ]

    def __str__(self) -> str:
        return f"{self.muter_id} muted {self.muted_id}"
