"""What has happened to posts, for those who must follow every change."""

from django.db import models


class PostChange(models.Model):
    """One change of one post. Readers delete the rows that they have dealt with."""

    class What(models.TextChoices):
        CREATED = "created"
        EDITED = "edited"
        STATE = "state"

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="+")
    what = models.CharField(max_length=10, choices=What)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(what__in=["created", "edited", "state"]),
                name="post_change_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.what}"
