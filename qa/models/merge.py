"""Questions that were joined, with all that is needed to take them apart again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Merge(models.Model):
    """One question went into another: what moved, by keys, and where the question stood before."""

    source = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", db_index=False)
    target = models.ForeignKey("posts.Post", models.PROTECT, related_name="merges")
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now, editable=False)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    # Keys of posts, votes, subscriptions and bookmarks; under "question" where it stood.
    moved = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(undone_at=None), name="merge_of_a_question_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="merge_into_another_question"),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}"
