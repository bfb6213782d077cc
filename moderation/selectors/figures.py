"""What moderation did within a time, counted from the record of who did what; no person is in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

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
    SELECT coalesce((details->>'urgent')::boolean, false), count(*),
        round(percentile_cont(0.5) WITHIN GROUP (ORDER BY (details->>'waited')::float))::bigint
    FROM audit_auditevent
    WHERE action LIKE 'moderation.%%' AND jsonb_typeof(details->'waited') = 'number' AND at >= %s AND at < %s
    GROUP BY 1
"""
UNDONE = "moderation.undone"


@dataclass(frozen=True)
class Waits:
    """How many decisions something had waited for, and their median wait in seconds."""

    count: int = 0
    median: int | None = None


@dataclass(frozen=True)
class Figures:
    """What happened within a time; rules and actions by their keys."""

    decisions: int
    by_rule: dict[str, int]
    by_action: dict[str, int]
    by_machine: int
    by_report: int
    held: int
    undone: int
    appeals: int
    appeals_answered: int
    appeals_overturned: int
    urgent: Waits
    other: Waits

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> "Figures":
        """Return the figures that `dataclasses.asdict` has made JSON of."""
        return cls(**{**stored, "urgent": Waits(**stored["urgent"]), "other": Waits(**stored["other"])})


@dataclass(frozen=True)
class Counted:
    """What the record says of a time: figures, and how many decisions of each action there were in each month."""

    figures: Figures
    by_month: dict[date, Counter[str]]


def count_figures(start: date, end: date) -> Counted:
    """Count what happened from one day (UTC) until before another, in two queries."""
    rows = _rows(COUNTS, start, end)
    waits = {is_urgent: Waits(count, median) for is_urgent, count, median in _rows(MEDIANS, start, end)}
    by_month: dict[date, Counter[str]] = {}
    for month, action, _rule, count, _by_machine, _by_report in rows:
        if is_decision(action):
            by_month.setdefault(month, Counter())[_name(action)] += count
    return Counted(_figures(rows, waits), by_month)


def _rows(sql: str, start: date, end: date) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (start, end)])
        return cursor.fetchall()


def is_decision(action: str) -> bool:
    return action.startswith("moderation.") and action != UNDONE


def _name(action: str) -> str:
    return action.removeprefix("moderation.")


def _figures(rows: list[tuple], waits: Mapping[bool, Waits]) -> Figures:
    events: Counter[str] = Counter()
    by_action: Counter[str] = Counter()
    by_rule: Counter[str] = Counter()
    held = reported = 0
    for _month, action, rule, count, by_machine, by_report in rows:
        events[action] += count
        if not is_decision(action):
            continue
        by_action[_name(action)] += count
        if rule:
            by_rule[rule] += count
        held += by_machine
        reported += by_report
    return Figures(
        decisions=by_action.total(),
        by_rule=dict(by_rule.most_common()),
        by_action=dict(by_action.most_common()),
        by_machine=held,
        by_report=reported,
        held=events["post.held"],
        undone=events[UNDONE],
        appeals=events["appeal.made"],
        appeals_answered=events["appeal.upheld"] + events["appeal.overturned"],
        appeals_overturned=events["appeal.overturned"],
        urgent=waits.get(True, Waits()),
        other=waits.get(False, Waits()),
    )
