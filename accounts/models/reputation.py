"""The ledger of reputation, and the badges that people hold."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User


class Cause(models.TextChoices):
    """What reputation is given, or taken, for."""

    ANSWER_HELPFUL = "answer_helpful", _("Answer found helpful")
    QUESTION_HELPFUL = "question_helpful", _("Question found helpful")
    ACCEPTED = "accepted", _("Answer accepted by the asker")
    ACCEPTING = "accepting", _("Accepted an answer")
    EXPERT_AGREED = "expert_agreed", _("An expert agreed with the answer")
    EDIT_PUBLISHED = "edit_published", _("Proposed text published")
    SPAM = "spam", _("Post removed as spam")


POINTS = {
    Cause.ANSWER_HELPFUL: 10,
    Cause.QUESTION_HELPFUL: 5,
    Cause.ACCEPTED: 15,
    Cause.ACCEPTING: 2,
    Cause.EXPERT_AGREED: 15,
    Cause.EDIT_PUBLISHED: 2,
    Cause.SPAM: -100,
}
# Of these a person gets at most DAILY_CAP points a day (UTC).
CAPPED = (Cause.ANSWER_HELPFUL, Cause.QUESTION_HELPFUL, Cause.EDIT_PUBLISHED)
DAILY_CAP = 200
# An active event counts while its post is public; a penalty counts because its post is not.
COUNTS = Q(undone_at=None) & (Q(is_shown=True) | Q(cause=Cause.SPAM))


class ReputationEventQuerySet(models.QuerySet):
    def active(self) -> "ReputationEventQuerySet":
        """Events whose cause still holds."""
        return self.filter(undone_at=None)

    def counting(self) -> "ReputationEventQuerySet":
        """Events that are part of the sum."""
        return self.filter(COUNTS)

    def of_day(self, event: "ReputationEvent") -> "ReputationEventQuerySet":
        """Events of the same person on the same day as another."""
        return self.filter(person_id=event.person_id, day=event.day)


class ReputationEvent(models.Model):
    """One reason for points. A row is never deleted: when its cause is taken back, it gets a time of undoing.

    `is_shown` is the post's `is_public`, kept by posts.actions.crediting. Actor None stands for the site itself.
    """

    person = models.ForeignKey(User, models.PROTECT, related_name="reputation_events", db_index=False)
    cause = models.CharField(max_length=20, choices=Cause)
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    points = models.IntegerField()
    is_shown = models.BooleanField(default=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    # The day in TIME_ZONE, which is UTC, as the database made the column.
    day = models.GeneratedField(expression=TruncDate("at"), output_field=models.DateField(), db_persist=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ReputationEventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "cause", "post", "actor"],
                condition=Q(undone_at=None),
                nulls_distinct=False,
                name="reputation_once_per_cause",
            ),
            models.CheckConstraint(condition=Q(cause__in=Cause.values), name="reputation_cause_is_known"),
            models.CheckConstraint(
                condition=Q(actor=None) | ~Q(actor=F("person")) | Q(cause=Cause.ACCEPTING),
                name="reputation_not_given_to_oneself",
            ),
            models.CheckConstraint(
                condition=Q(cause=Cause.SPAM, points__lt=0) | (~Q(cause=Cause.SPAM) & Q(points__gt=0)),
                name="reputation_sign_fits_the_cause",
            ),
        ]
        indexes = [
            # accounts.actions.reputation: the day of an event; the sum of a person
            models.Index(fields=["person", "day"], name="reputation_by_day"),
            # posts.selectors.reputation: the history, newest first
            models.Index(fields=["person", "-id"], name="reputation_history"),
        ]

    def __str__(self) -> str:
        return f"{self.points:+d} {self.cause} to {self.person_id}"


class BadgeAward(models.Model):
    """Someone holds a badge; what it stands for is written in code (setting BADGES)."""

    person = models.ForeignKey(User, models.CASCADE, related_name="badge_awards", db_index=False)
    badge = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "badge"], name="badge_once_per_person"),
            models.CheckConstraint(condition=~Q(badge=""), name="badge_has_a_name"),
        ]
        indexes = [
            # accounts.actions.awarding_badges: who holds one
            models.Index(fields=["badge", "person"], name="badge_holders"),
        ]

    def __str__(self) -> str:
        return f"{self.badge} of {self.person_id}"
