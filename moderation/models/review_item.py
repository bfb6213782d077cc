"""The queue of posts that wait for a moderator."""

from django.db import models
from django.db.models import Q


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
