"""What experts work with: who is answering what, paragraphs of their own, being away, and asking a colleague."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from qa.models.answer import REASON_MAX
from qa.models.question import Question

# For how long a question is somebody's who said that they are answering it.
CLAIM_LASTS = timedelta(minutes=15)
PARAGRAPH_MAX = 4_000
WEEKLY_MOST = 200


class Claim(models.Model):
    """An expert is answering a question; open until it is released, answered, or taken over after its end."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="claims")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="claims")
    at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField()
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=Q(is_open=True), name="claim_open_once_a_question"
            ),
            models.UniqueConstraint(
                fields=["expert"], condition=Q(is_open=True), name="claim_open_once_an_expert"
            ),
            models.CheckConstraint(condition=Q(until__gt=F("at")), name="claim_ends_after_it_began"),
        ]

    def __str__(self) -> str:
        return f"{self.expert_id} answers {self.question_id}"


class Paragraph(models.Model):
    """A text of an expert's own, to be put into answers."""

    expert = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="paragraphs")
    title = models.CharField(max_length=80)
    body = models.CharField(max_length=PARAGRAPH_MAX)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["expert", "title"], name="paragraph_title_once_an_expert"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(body=""), name="paragraph_says_something"),
        ]

    def __str__(self) -> str:
        return self.title


class DeskSettings(models.Model):
    """Until when an expert is away (that day included), and how many answers a week are enough."""

    expert = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="desk"
    )
    away_until = models.DateField(null=True, blank=True)
    weekly_limit = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekly_limit=None) | Q(weekly_limit__range=(1, WEEKLY_MOST)),
                name="desk_weekly_limit_is_possible",
            ),
        ]

    def __str__(self) -> str:
        return f"desk of {self.expert_id}"


class Referral(models.Model):
    """One expert asks another for their opinion on a question."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="referrals")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="referrals_made")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="referrals")
    reason = models.CharField(max_length=REASON_MAX)
    at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "expert"],
                condition=Q(closed_at=None),
                name="referral_open_once_a_question_and_expert",
            ),
            models.CheckConstraint(condition=~Q(asked_by=F("expert")), name="referral_to_somebody_else"),
            models.CheckConstraint(condition=~Q(reason=""), name="referral_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} to {self.expert_id}"
