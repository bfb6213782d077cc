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


class AgeBand(models.TextChoices):
    """How old the person is, coarsely."""

    UNDER_18 = "under_18", _("Under 18")
    FROM_18 = "18-29", _("18 to 29")
    FROM_30 = "30-44", _("30 to 44")
    FROM_45 = "45-59", _("45 to 59")
    FROM_60 = "60-74", _("60 to 74")
    FROM_75 = "75+", _("75 and over")


class Question(models.Model):
    """What a question has beside its post: details for the expert, the accepted answer, whether it is closed."""

    post = models.OneToOneField("posts.Post", models.PROTECT, primary_key=True, related_name="question")
    lasts = models.CharField(_("one cramp lasts"), max_length=80, blank=True)
    frequency = models.CharField(_("how often"), max_length=80, blank=True)
    triggers = models.CharField(_("what sets it off"), max_length=160, blank=True)
    age_band = models.CharField(_("age"), max_length=10, choices=AgeBand, blank=True)
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
            models.CheckConstraint(
                condition=Q(age_band__in=["", *AgeBand.values]), name="question_age_band_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None
