"""Asking for a second look at a decision."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from moderation.models.decision import Decision

WORDS_MAX = 1_000
# Within which time a moderator answers.
ANSWER_WITHIN = timedelta(days=7)


class AppealOutcome(models.TextChoices):
    """What the second look came to."""

    UPHELD = "upheld", _("The decision stands")
    OVERTURNED = "overturned", _("The decision is undone")


class Appeal(models.Model):
    """The author's words against one decision; there is one a decision, and somebody else answers it.

    `against` is the moderator of the decision, kept equal by a composite foreign key, so that the database can
    refuse an answer by the same person.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal")
    against = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="appeals")
    words = models.CharField(max_length=WORDS_MAX)
    at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    outcome = models.CharField(max_length=10, choices=AppealOutcome, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="appeal_has_words"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_by=None, answered_at=None, answer="")
                | (
                    Q(outcome__in=AppealOutcome.values, answered_by__isnull=False, answered_at__isnull=False)
                    & ~Q(answer="")
                    & ~Q(answered_by=F("against"))
                    & ~Q(answered_by=F("author"))
                ),
                name="appeal_answered_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal against {self.decision_id}"

    @property
    def is_open(self) -> bool:
        return self.outcome == ""

    @property
    def due_at(self) -> datetime:
        return self.at + ANSWER_WITHIN
