"""What moderation did in a month that is over, in numbers that stay as they were counted."""

from django.db import models
from django.db.models import Q


class MonthlyReport(models.Model):
    """The figures of one month, counted from the record when the month was over; the database lets nobody change them.

    `figures` are those of moderation.selectors.figures: numbers under keys, no words and no person. The numbers are
    exact; pages group the small ones (moderation.small_cells).
    """

    month = models.DateField(unique=True)
    figures = models.JSONField()
    # What the whole record was when it was counted, if it had been sealed by then.
    seal = models.ForeignKey(
        "audit.Seal", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="monthly_report_starts_on_the_first"),
        ]

    def __str__(self) -> str:
        return f"report of {self.month:%Y-%m}"
