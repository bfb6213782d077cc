"""What moderation did, in numbers for everybody, computed from the record of who did what; no person is in it."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from audit.models import Seal
from lib.charts import Bar, columns_chart, rows_chart
from moderation.house_rules import RULE_OF
from moderation.models import HARMLESS, DecisionAction

MONTHS = 12
# One row a month, action and rule; a decision that was undone is counted, and as undone too.
COUNTS = """
    SELECT date_trunc('month', at AT TIME ZONE 'UTC')::date, action, coalesce(details->>'rule', ''),
        count(*), count(*) FILTER (WHERE details->'kinds' ? 'held'),
        count(*) FILTER (WHERE details->'kinds' ? 'flag')
    FROM audit_auditevent
    WHERE (action LIKE 'moderation.%%' OR action IN ('appeal.made', 'appeal.upheld', 'appeal.overturned', 'post.held'))
        AND at >= %s AND at < %s
    GROUP BY 1, 2, 3
"""
MEDIANS = """
    SELECT coalesce((details->>'urgent')::boolean, false),
        percentile_cont(0.5) WITHIN GROUP (ORDER BY (details->>'waited')::float)
    FROM audit_auditevent
    WHERE action LIKE 'moderation.%%' AND jsonb_typeof(details->'waited') = 'number' AND at >= %s AND at < %s
    GROUP BY 1
"""
UNDONE = "undone"


@dataclass(frozen=True)
class Figures:
    """What happened within a time."""

    decisions: int
    by_rule: dict[str, int]
    by_action: dict[str, int]
    machine_percent: int | None
    report_percent: int | None
    held: int
    undone: int
    appeals: int
    appeals_answered: int
    appeals_overturned: int
    median_urgent: timedelta | None
    median_other: timedelta | None


@dataclass(frozen=True)
class Report:
    """A month, or the last twelve, with what is drawn of it, and the hash that stands for the whole record."""

    first: date
    last: date
    figures: Figures
    rules_chart: str
    months_chart: str
    months: list[date]
    seal: Seal | None


def load_report(month: date | None = None) -> Report:
    """Return the report of one month, or of the last twelve, in three queries."""
    this = datetime.now(UTC).date().replace(day=1)
    months = [_months_before(this, number) for number in range(MONTHS)]
    start, end = (month, _next(month)) if month else (months[-1], _next(this))
    rows = _rows(COUNTS, start, end)
    figures = _figures(rows, dict(_rows(MEDIANS, start, end)))
    return Report(
        first=start,
        last=end - timedelta(days=1),
        figures=figures,
        rules_chart=rows_chart(
            [Bar(str(RULE_OF[key].title), count) for key, count in figures.by_rule.items() if key in RULE_OF],
            _("Decisions by house rule"),
        ),
        months_chart="" if month else _months_chart(rows, months),
        months=months[1:],
        seal=Seal.objects.order_by("-number").first(),
    )


def _rows(sql: str, start: date, end: date) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            sql, [datetime(*start.timetuple()[:3], tzinfo=UTC), datetime(*end.timetuple()[:3], tzinfo=UTC)]
        )
        return cursor.fetchall()


def _is_decision(action: str) -> bool:
    return action.startswith("moderation.") and action != f"moderation.{UNDONE}"


def _figures(rows: list[tuple], medians: dict[bool, float]) -> Figures:
    by_action, by_rule, events = Counter(), Counter(), Counter()
    held = reported = 0
    for _month, action, rule, count, by_machine, by_report in rows:
        events[action] += count
        if not _is_decision(action):
            continue
        by_action[action.removeprefix("moderation.")] += count
        held += by_machine
        reported += by_report
        if rule:
            by_rule[rule] += count
    decisions = by_action.total()
    answered = events["appeal.upheld"] + events["appeal.overturned"]
    return Figures(
        decisions=decisions,
        by_rule=dict(by_rule.most_common()),
        by_action={_label(action): count for action, count in by_action.most_common()},
        machine_percent=_percent(held, decisions),
        report_percent=_percent(reported, decisions),
        held=events["post.held"],
        undone=events[f"moderation.{UNDONE}"],
        appeals=events["appeal.made"],
        appeals_answered=answered,
        appeals_overturned=events["appeal.overturned"],
        median_urgent=_span(medians.get(True)),
        median_other=_span(medians.get(False)),
    )


def _label(action: str) -> str:
    return str(DecisionAction(action).label) if action in DecisionAction else action


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def _span(seconds: float | None) -> timedelta | None:
    return timedelta(seconds=round(seconds)) if seconds is not None else None


def _months_chart(rows: list[tuple], months: list[date]) -> str:
    harmless = {f"moderation.{action}" for action in HARMLESS}
    taken = Counter()
    for month, action, _rule, count, _by_machine, _by_report in rows:
        if _is_decision(action) and action not in harmless:
            taken[month] += count
    bars = [Bar(f"{month:%m/%y}", taken[month]) for month in reversed(months)]
    return columns_chart(bars, _("Posts changed or removed, by month"))


def _months_before(month: date, number: int) -> date:
    index = month.year * 12 + month.month - 1 - number
    return date(index // 12, index % 12 + 1, 1)


def _next(month: date) -> date:
    return _months_before(month, -1)
