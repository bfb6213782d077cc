"""Asking for a second look at a decision."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from moderation.models.decision import Decision

WORDS_MAX = 1_000
# Of words that were erased this stays: they may not be empty.
NO_WORDS = "–"
# Within which time a moderator answers.
ANSWER_WITHIN = timedelta(days=7)


class AppealOutcome(models.TextChoices):
    """What the second look came to."""

    UPHELD = "upheld", _("The decision stands")
    OVERTURNED = "overturned", _("The decision is undone")


class Appeal(models.Model):
    """The author's words against one decision; there is one a decision, and somebody else answers it.

    A guest has no account: the keyed hash of the address that the comment was confirmed from says who asks, and
    goes with the words when the comment is erased. `against` is the moderator of the decision, kept equal by a
    composite foreign key, so that the database can refuse an answer by the same person.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="appeal")
    against = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="appeals"
    )
    guest_hash = models.CharField(max_length=64, blank=True)
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
                condition=Q(author__isnull=False, guest_hash="")
                | (Q(author=None) & ~Q(guest_hash=""))
                | Q(author=None, guest_hash="", words=NO_WORDS),
                name="appeal_by_an_author_or_a_guest",
            ),
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
        indexes = [
            # comments.exporting: what one guest asked
            models.Index(fields=["guest_hash"], condition=~Q(guest_hash=""), name="appeal_by_guest"),
        ]

    def __str__(self) -> str:
        return f"appeal against {self.decision_id}"

    @property
    def is_open(self) -> bool:
        return self.outcome == ""

    @property
    def due_at(self) -> datetime:
        return self.at + ANSWER_WITHIN
