"""What people found answered while they were asking."""

from django.db import models
from django.db.models import Q

ANCHOR_MAX = 200


class FoundAnswer(models.Model):
    """How often, on one day, somebody said of one place on the site that it answers what they were about to ask.

    Nobody's name, and nothing of what they wrote.
    """

    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+")
    anchor = models.CharField(max_length=ANCHOR_MAX, blank=True)
    on = models.DateField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "anchor", "on"], name="found_answer_once_a_day_and_place"
            ),
            models.CheckConstraint(condition=Q(times__gte=1), name="found_answer_was_found"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} on {self.on}: {self.times}"
