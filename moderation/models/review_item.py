"""The queue of posts that wait for a moderator."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# How long somebody keeps an item to themselves after having taken it.
CLAIM_LASTS = timedelta(minutes=15)
# Within which time an item should be decided.
URGENT_WITHIN = timedelta(hours=1)
WITHIN = timedelta(hours=24)
WEIGHT_MAX = 9_999


class ItemKind(models.TextChoices):
    """Why a post waits for a moderator; one item can have several of these."""

    URGENT = "urgent", _("Possible emergency")
    DANGER = "danger", _("An expert calls it dangerous")
    FLAG = "flag", _("Report")
    HELD = "held", _("Held by a check")
    GUEST = "guest", _("Guest comment")
    SUGGESTED_EDIT = "suggested_edit", _("Suggested edit")
    NEEDS_CHANGE = "needs_change", _("Needs a change")
    APPEAL = "appeal", _("Appeal")
    REVIEW = "review", _("Put on the table")


class ReviewItem(models.Model):
    """One post that waits for a moderator, or waited; at most one open item a post, whatever brought it here.

    `weight` is the sum of what speaks for looking soon; `place` sorts the queue: the lower, the earlier.
    """

    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="review_items")
    kinds = ArrayField(models.CharField(max_length=20, choices=ItemKind))
    is_open = models.BooleanField(default=True)
    is_urgent = models.BooleanField(default=False)
    weight = models.PositiveIntegerField(default=0)
    # A guess about the text, for moderators who read more than one language.
    language = models.CharField(max_length=3, blank=True)
    flag_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    # When moderators were told that it waits for too long.
    reminded_at = models.DateTimeField(null=True, blank=True)
    place = models.GeneratedField(
        expression=Value(0)
        - Case(When(is_urgent=True, then=Value(WEIGHT_MAX + 1)), default=Value(0))
        - Least(F("weight"), Value(WEIGHT_MAX)),
        output_field=models.IntegerField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(is_open=True), name="review_item_open_once_per_post"
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_at=None) | Q(is_open=False, closed_at__isnull=False),
                name="review_item_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kinds__contained_by=ItemKind.values, kinds__len__gte=1),
                name="review_item_kinds_are_known",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
                name="review_item_claim_has_an_end",
            ),
        ]
        indexes = [
            # moderation.selectors.queue: what waits
            models.Index(fields=["place", "id"], condition=Q(is_open=True), name="review_item_waiting"),
            # moderation.selectors.queue: the latest that somebody decided
            models.Index(fields=["-id"], condition=Q(is_open=False), name="review_item_closed"),
            # moderation.selectors.queue and filters: the oldest one, and what waits for too long
            models.Index(fields=["opened_at"], condition=Q(is_open=True), name="review_item_oldest"),
        ]

    def __str__(self) -> str:
        return f"review of {self.post_id}"

    @property
    def kind_labels(self) -> list[str]:
        """The words for its kinds, in the order in which they matter."""
        return [str(kind.label) for kind in ItemKind if kind in self.kinds]

    @property
    def due_at(self) -> datetime:
        """Until when it should be decided."""
        return self.opened_at + (URGENT_WITHIN if self.is_urgent else WITHIN)

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_at < timezone.now()

    @property
    def is_claimed(self) -> bool:
        """Whether somebody is on it; a claim ends by itself."""
        return self.is_open and self.claimed_until is not None and self.claimed_until > timezone.now()
