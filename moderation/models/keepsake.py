"""Copies of texts that a decision changed or erased, for as long as it can be undone."""

from django.db import models

from moderation.models.decision import Decision


class Keepsake(models.Model):
    """An encrypted copy of what a post said before a decision; no page shows it, and a task erases it."""

    decision = models.OneToOneField(Decision, models.CASCADE, primary_key=True, related_name="keepsake")
    sealed = models.BinaryField()
    kept_until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"copy for {self.decision_id}"
