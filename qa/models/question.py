"""What a question has beside its post."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CloseReason(models.TextChoices):
    """Why a question takes no more answers."""

    OFF_TOPIC = "off_topic", _("Not about muscle spasms or cramps")
    UNCLEAR = "unclear", _("It is not clear what is asked")
    DUPLICATE = "duplicate", _("Asked and answered before")
    RESOLVED = "resolved", _("Settled")


class Question(models.Model):
    """What a question has beside its post: the accepted answer, and whether it is closed."""

    post = models.OneToOneField("posts.Post", models.PROTECT, primary_key=True, related_name="question")
    accepted_answer = models.OneToOneField(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="accepted_by"
    )
    closed_reason = models.CharField(max_length=20, choices=CloseReason, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_reason="", closed_at=None, closed_by=None)
                | (
                    Q(closed_reason__in=CloseReason.values)
                    & Q(closed_at__isnull=False, closed_by__isnull=False)
                ),
                name="question_closed_with_reason_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None
