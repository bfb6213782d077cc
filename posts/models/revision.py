"""What a post said at each point of its history."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from posts.kinds import REASON_MAX, TAG_LENGTH, TITLE_MAX


class Revision(models.Model):
    """One text of a post with who wrote it and why; a trigger refuses any later change of the row.

    A revision that is not applied is a proposal: the post still says something else. Versions count from one;
    suggested edits, which are no part of the history, count downwards from minus one.
    """

    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="revisions", db_index=False)
    number = models.IntegerField()
    # None: the guest who wrote it.
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=TITLE_MAX, blank=True)
    body = models.TextField()
    tag_slugs = ArrayField(models.CharField(max_length=TAG_LENGTH), default=list)
    reason = models.CharField(max_length=REASON_MAX, blank=True)
    is_applied = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revision_number_once_per_post"),
            models.CheckConstraint(
                condition=Q(number__gte=1) | Q(number__lt=0, is_applied=False),
                name="revision_numbers_start_at_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} revision {self.number}"
