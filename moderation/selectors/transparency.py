"""What moderation did, in numbers for everybody: counted from the record, or as stored when the month was over."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from audit.models import Seal
from lib.charts import Bar, columns_chart, rows_chart
from lib.dates import site_today
from lib.page_cache.policy import Stamp
from moderation.house_rules import RULE_OF
from moderation.models import HARMLESS, DecisionAction, MonthlyReport
from moderation.months import month_after, month_of, months_before
from moderation.selectors.figures import Figures, Waits, count_figures
from moderation.small_cells import FEWEST, OTHERS, grouped, is_small, number, part_of, share

MONTHS = 12


@dataclass(frozen=True)
class Told:
    """The figures as everybody reads them, in words where a number is too small to be told."""

    decisions: str
    by_report: str
    by_machine: str
    median_urgent: timedelta | None
    median_other: timedelta | None
    undone: str
    appeals: str
    appeals_overturned: str
    held: str
    by_action: list[tuple[str, str]]


@dataclass(frozen=True)
class Report:
    """A month, or the last twelve, with what is drawn of it, and the hash that stands for the whole record.

    `stored_at` is when a month that is over was counted; None for what is counted anew each time.
    """

    first: date
    last: date
    figures: Figures
    told: Told
    rules_chart: str
    months_chart: str
    months: list[date]
    seal: Seal | None
    stored_at: datetime | None = None


def load_report(month: date | None = None) -> Report:
    """Return the report of one month, or of the last twelve: in one query when it is stored, else in four at most."""
    stored = MonthlyReport.objects.select_related("seal").filter(month=month).first() if month else None
    if stored:
        return _report(stored.month, Figures.from_stored(stored.figures), stored.seal, stored_at=stored.at)
    seal = Seal.objects.order_by("-number").first()
    if month:
        return _report(month, count_figures(month, month_after(month)).figures, seal)
    this = month_of(timezone.now())
    counted = count_figures(months_before(this, MONTHS - 1), month_after(this))
    chart = _months_chart(counted.by_month, this)
    return _report(months_before(this, MONTHS - 1), counted.figures, seal, last=this, months_chart=chart)


def report_version(year: int, month: int) -> Stamp | None:
    """What tells that the page of a month has changed: nothing but the day, once it is stored; None before."""
    if not 1 <= month <= 12 or not 2000 <= year <= 9000:
        return None
    key = MonthlyReport.objects.filter(month=date(year, month, 1)).values_list("pk", flat=True).first()
    return (site_today(), key) if key else None


def _report(
    first: date,
    figures: Figures,
    seal: Seal | None,
    *,
    last: date | None = None,
    months_chart: str = "",
    stored_at: datetime | None = None,
) -> Report:
    this = month_of(timezone.now())
    return Report(
        first=first,
        last=month_after(last or first) - timedelta(days=1),
        figures=figures,
        told=_told(figures),
        rules_chart=_rules_chart(figures),
        months_chart=months_chart,
        months=[months_before(this, back) for back in range(1, MONTHS)],
        seal=seal,
        stored_at=stored_at,
    )


def _told(figures: Figures) -> Told:
    return Told(
        decisions=number(figures.decisions),
        by_report=share(figures.by_report, figures.decisions),
        by_machine=share(figures.by_machine, figures.decisions),
        median_urgent=_median(figures.urgent),
        median_other=_median(figures.other),
        undone=number(figures.undone),
        appeals=number(figures.appeals),
        appeals_overturned=part_of(figures.appeals_overturned, figures.appeals_answered),
        held=number(figures.held),
        by_action=[(_action_label(key), number(count)) for key, count in grouped(figures.by_action).items()],
    )


def _median(waits: Waits) -> timedelta | None:
    """The median of a few waits would be the wait of one of them."""
    if waits.median is None or is_small(waits.count):
        return None
    return timedelta(seconds=waits.median)


def _action_label(key: str) -> str:
    if key == OTHERS:
        return _("Others")
    return str(DecisionAction(key).label) if key in DecisionAction else key


def _rule_label(key: str) -> str:
    return str(RULE_OF[key].title) if key in RULE_OF else _("Others")


def _rules_chart(figures: Figures) -> SafeString:
    bars = [_bar(_rule_label(key), count) for key, count in grouped(figures.by_rule).items()]
    return rows_chart(bars, _("Decisions by house rule"))


def _bar(label: str, count: int) -> Bar:
    """A bar; one of a small number is as long as that of any other small number."""
    return Bar(label, FEWEST - 1, shown=_("under 5")) if is_small(count) else Bar(label, count)


def _months_chart(by_month: dict[date, Counter[str]], this: date) -> SafeString:
    bars = []
    for back in reversed(range(MONTHS)):
        month = months_before(this, back)
        taken = by_month.get(month, Counter())
        count = sum(times for action, times in taken.items() if action not in HARMLESS)
        bars.append(_bar(f"{month:%m/%y}", count))
    return columns_chart(bars, _("Posts changed or removed, by month"))
