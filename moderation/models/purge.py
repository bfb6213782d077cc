"""Erasing a post for good, by two people together."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from moderation.models.review_item import ReviewItem


class Purge(models.Model):
    """An administrator asks to erase a post for good; it happens when a second person agrees."""

    item = models.ForeignKey(ReviewItem, models.PROTECT, related_name="purges")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="purges")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    asked_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(rule=""), name="purge_has_a_rule_and_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None, agreed_at=None)
                | (Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~Q(agreed_by=F("asked_by"))),
                name="purge_takes_two",
            ),
            models.UniqueConstraint(
                fields=["post"], condition=Q(agreed_at=None), name="purge_asked_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"purge of {self.post_id}"
