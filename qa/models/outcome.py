"""What became of a question: how the asker is after one and after four weeks, and what has helped."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qa.models.question import Question

# After so many days from the first answer the asker is asked.
ROUNDS = (7, 28)


class Result(models.TextChoices):
    RESOLVED = "resolved", _("It is gone")
    BETTER = "better", _("Better")
    SAME = "same", _("The same")
    WORSE = "worse", _("Worse")
    CLINICIAN = "clinician", _("I have seen a clinician about it")


HELPED = (Result.RESOLVED, Result.BETTER)


class Measure(models.TextChoices):
    """What people try, as coarse as it can be counted; the relief steps among them."""

    STRETCHING = "stretching", _("Stretching")
    MASSAGE = "massage", _("Massage or rolling")
    WARMTH = "warmth", _("Warmth")
    COLD = "cold", _("Cold")
    WALKING = "walking", _("Standing up and walking")
    POSITION = "position", _("Another position or loose bedding")
    DRINKING = "drinking", _("Drinking more")
    SUPPLEMENTS = "supplements", _("Salts or supplements")
    TRAINING = "training", _("Strength or less load")
    BREAKS = "breaks", _("Rest, breaks, sleep")
    MEDICINES = "medicines", _("A change of medicines with a clinician")
    OTHER = "other", _("Something else")


def _measures() -> ArrayField:
    return ArrayField(models.CharField(max_length=20, choices=Measure), default=list, blank=True)


class Outcome(models.Model):
    """One time that an asker was asked how it is; without a key the link of the mail opens nothing any more."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="outcomes")
    days = models.PositiveSmallIntegerField()
    key = models.UUIDField(default=uuid.uuid4, null=True, editable=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=Result, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    helped = _measures()
    did_not_help = _measures()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "days"], name="outcome_asked_once_a_round"),
            models.CheckConstraint(condition=Q(days__in=ROUNDS), name="outcome_round_is_known"),
            models.CheckConstraint(
                condition=Q(result="", answered_at=None)
                | Q(result__in=Result.values, answered_at__isnull=False),
                name="outcome_answered_with_a_result",
            ),
            models.CheckConstraint(
                condition=Q(helped__contained_by=Measure.values, did_not_help__contained_by=Measure.values),
                name="outcome_measures_are_known",
            ),
            models.CheckConstraint(
                condition=~Q(helped__overlap=F("did_not_help")), name="outcome_measure_helped_or_did_not"
            ),
        ]
        indexes = [
            # qa.selectors.outcomes: what helped, of all that were answered
            models.Index(fields=["question", "-days"], condition=~Q(result=""), name="outcome_answered"),
        ]

    def __str__(self) -> str:
        return f"outcome of {self.question_id} after {self.days} days"
