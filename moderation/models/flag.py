"""Reports of posts by readers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moderation.models.review_item import ReviewItem


class FlagReason(models.TextChoices):
    """Why a reader thinks that a post needs a moderator."""

    DANGEROUS = "dangerous", _("Dangerous advice")
    PERSONAL_DATA = "personal_data", _("Shows personal data")
    RUDE = "rude", _("Rude or abusive")
    SPAM = "spam", _("Spam or advertising")
    WRONG_PLACE = "wrong_place", _("In the wrong place")
    OTHER = "other", _("Something else")


URGENT_REASONS = (FlagReason.DANGEROUS, FlagReason.PERSONAL_DATA)


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
