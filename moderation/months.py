"""Months as reports count them: by their first day, in UTC, as the record is kept."""

from datetime import UTC, date, datetime


def month_of(moment: datetime) -> date:
    return moment.astimezone(UTC).date().replace(day=1)


def months_before(month: date, number: int) -> date:
    index = month.year * 12 + month.month - 1 - number
    return date(index // 12, index % 12 + 1, 1)


def month_after(month: date) -> date:
    return months_before(month, -1)
