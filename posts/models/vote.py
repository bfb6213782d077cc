"""What readers found helpful."""

from django.conf import settings
from django.db import models
from django.db.models import Q

HELPFUL, UNHELPFUL, NO_VOTE = 1, -1, 0


class Vote(models.Model):
    """One person's verdict on one post: +1 helpful, -1 did not help."""

    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="votes", db_index=False)
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="votes")
    value = models.SmallIntegerField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "post"], name="vote_once_per_post"),
            models.CheckConstraint(condition=Q(value__in=[HELPFUL, UNHELPFUL]), name="vote_is_up_or_down"),
        ]

    def __str__(self) -> str:
        return f"{self.voter_id} on {self.post_id}: {self.value:+d}"
