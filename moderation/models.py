"""Reports of posts, the queue that they form, and what moderators decided."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.kinds import State

# How long two moderators who agreed can look up who is behind a mask.
LOOK_LASTS = timedelta(days=7)


class FlagReason(models.TextChoices):
    """Why a reader thinks that a post needs a moderator."""

    DANGEROUS = "dangerous", _("Dangerous advice")
    PERSONAL_DATA = "personal_data", _("Shows personal data")
    RUDE = "rude", _("Rude or abusive")
    SPAM = "spam", _("Spam or advertising")
    WRONG_PLACE = "wrong_place", _("In the wrong place")
    OTHER = "other", _("Something else")


URGENT_REASONS = (FlagReason.DANGEROUS, FlagReason.PERSONAL_DATA)


class DecisionAction(models.TextChoices):
    """What a moderator can do about a reported post."""

    APPROVE = "approve", _("Publish it")
    DISMISS = "dismiss", _("Leave it as it is")
    HIDE = "hide", _("Hide it")
    DELETE = "delete", _("Delete it")
    RESTORE = "restore", _("Make it visible again")


STATE_AFTER = {
    DecisionAction.APPROVE: State.VISIBLE,
    DecisionAction.HIDE: State.HIDDEN,
    DecisionAction.DELETE: State.DELETED,
    DecisionAction.RESTORE: State.VISIBLE,
}


class ReviewItem(models.Model):
    """One post that waits for a moderator, or waited; at most one open item a post."""

    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="review_items")
    is_open = models.BooleanField(default=True)
    is_urgent = models.BooleanField(default=False)
    flag_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post"], condition=Q(is_open=True), name="review_item_open_once_per_post"
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_at=None) | Q(is_open=False, closed_at__isnull=False),
                name="review_item_closed_has_a_time",
            ),
        ]
        indexes = [
            # moderation.selectors.queue
            models.Index(fields=["is_open", "is_urgent", "id"], name="review_item_queue"),
        ]

    def __str__(self) -> str:
        return f"review of {self.post_id}"


class Flag(models.Model):
    """One reader's report of one post."""

    item = models.ForeignKey(ReviewItem, models.PROTECT, related_name="flags")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="flags")
    flagger = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="flags")
    reason = models.CharField(max_length=20, choices=FlagReason)
    note = models.CharField(max_length=500, blank=True)
    is_open = models.BooleanField(default=True)
    was_upheld = models.BooleanField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "flagger"], condition=Q(is_open=True), name="flag_open_once_per_person"
            ),
            models.CheckConstraint(condition=Q(reason__in=FlagReason.values), name="flag_reason_is_known"),
            models.CheckConstraint(
                condition=~Q(reason=FlagReason.OTHER) | ~Q(note=""), name="flag_other_needs_a_note"
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, was_upheld=None) | Q(is_open=False, was_upheld__isnull=False),
                name="flag_closed_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} on {self.post_id}"


class Decision(models.Model):
    """What a moderator did about a post, and the reason that its author is given."""

    item = models.ForeignKey(ReviewItem, models.PROTECT, related_name="decisions")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="decisions")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions")
    action = models.CharField(max_length=10, choices=DecisionAction)
    reason = models.CharField(max_length=300)
    state_before = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=DecisionAction.values), name="decision_action_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
        ]
        indexes = [
            # moderation.selectors.item and the notice on a hidden post: latest decision of a post
            models.Index(fields=["post", "-id"], name="decision_by_post"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.post_id}"


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


class VoteRing(models.Model):
    """Two people who found each other's posts helpful so often that a moderator should look at it.

    Only votes speak: no network address is stored, so nothing else is compared. `share` is the larger part, in
    percent, that the votes of one are of all helpful votes that the other received in the same time.
    """

    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    votes_to_second = models.PositiveIntegerField()
    votes_to_first = models.PositiveIntegerField()
    share = models.PositiveSmallIntegerField()
    is_open = models.BooleanField(default=True)
    found_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(is_open=True), name="vote_ring_open_once_per_pair"
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="vote_ring_of_two_in_order"),
            models.CheckConstraint(condition=Q(share__lte=100), name="vote_ring_share_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_at=None, closed_by=None)
                | Q(is_open=False, closed_at__isnull=False, closed_by__isnull=False),
                name="vote_ring_closed_by_someone",
            ),
        ]
        indexes = [
            # moderation.selectors.vote_rings
            models.Index(fields=["is_open", "-id"], name="vote_ring_list"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
