"""Reports of posts by readers."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from moderation.models.review_item import ReviewItem


class FlagReason(models.TextChoices):
    """Why a reader thinks that a post needs a moderator."""

    DANGEROUS = "dangerous", _("Dangerous advice")
    PERSONAL_DATA = "personal_data", _("Shows personal data")
    RUDE = "rude", _("Rude or abusive")
    SPAM = "spam", _("Spam or advertising")
    PROMOTION = "promotion", _("Promotes something without saying so")
    MACHINE_MADE = "machine_made", _("Written by a machine")
    NOT_AN_ANSWER = "not_an_answer", _("Does not answer the question")
    DUPLICATE = "duplicate", _("Was asked before")
    WRONG_PLACE = "wrong_place", _("In the wrong place")
    OTHER = "other", _("Something else")


URGENT_REASONS = (FlagReason.DANGEROUS, FlagReason.PERSONAL_DATA)


class Flag(models.Model):
    """One reader's report of one post; `weight` is what it counts for, set when it is sent."""

    item = models.ForeignKey(ReviewItem, models.PROTECT, related_name="flags")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="flags")
    flagger = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="flags", db_index=False
    )
    reason = models.CharField(max_length=20, choices=FlagReason)
    note = models.CharField(max_length=500, blank=True)
    duplicate_of = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    weight = models.PositiveSmallIntegerField(default=1)
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
                condition=Q(reason=FlagReason.DUPLICATE, duplicate_of__isnull=False)
                | (~Q(reason=FlagReason.DUPLICATE) & Q(duplicate_of=None)),
                name="flag_duplicate_names_the_other",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("post")), name="flag_duplicate_of_another"
            ),
            models.CheckConstraint(
                condition=Q(is_open=True, was_upheld=None) | Q(is_open=False, was_upheld__isnull=False),
                name="flag_closed_has_an_outcome",
            ),
        ]
        indexes = [
            # moderation.actions.flagging: what somebody has reported lately, and how often that was right
            models.Index(fields=["flagger", "-at"], name="flag_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} on {self.post_id}"
