"""What people keep for themselves about posts: bookmarks, and how far they have read."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Bookmark(models.Model):
    """Somebody wants to find a post again; nobody else knows."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks", db_index=False
    )
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="bookmarks")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "post"], name="bookmark_once_per_post"),
        ]
        indexes = [
            # posts.selectors.bookmarks: newest first
            models.Index(fields=["person", "-id"], name="bookmark_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} keeps {self.post_id}"


class ReadMarker(models.Model):
    """When somebody last opened a thread, so that the next time it says what is new."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "post"], name="read_marker_once_per_thread"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.post_id}"
