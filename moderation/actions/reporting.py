"""Storing the figures of months that are over."""

from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from audit.models import AuditEvent, Seal
from moderation.models import MonthlyReport
from moderation.months import month_after, month_of
from moderation.selectors.figures import count_figures

# What was begun before midnight has been written by then.
SETTLED_AFTER = timedelta(hours=1)


def store_reports() -> int:
    """Count each month that is over and has no report yet, and store what was counted; return how many those were."""
    first = AuditEvent.objects.aggregate(first=Min("at"))["first"]
    if first is None:
        return 0
    known = set(MonthlyReport.objects.values_list("month", flat=True))
    return sum(_store(month) for month in _ended_months(first) if month not in known)


def _ended_months(first: datetime) -> list[date]:
    this = month_of(timezone.now() - SETTLED_AFTER)
    months, month = [], month_of(first)
    while month < this:
        months.append(month)
        month = month_after(month)
    return months


def _store(month: date) -> bool:
    """Store the report of one month; False where another task has just done so."""
    report = {
        "figures": asdict(count_figures(month, month_after(month)).figures),
        "seal": Seal.objects.order_by("-number").first(),
    }
    return MonthlyReport.objects.get_or_create(month=month, defaults=report)[1]
