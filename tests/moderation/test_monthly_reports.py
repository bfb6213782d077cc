"""Reports of months that are over: counted once from the record, then left as they are; rare things stay vague."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.actions.sealing import seal_events
from audit.recording import record_many
from moderation.actions.reporting import store_reports
from moderation.actions.undoing import undo_decision
from moderation.models import DecisionAction, MonthlyReport
from moderation.months import month_of, months_before
from moderation.selectors.figures import count_figures
from moderation.selectors.transparency import load_report, report_version
from moderation.small_cells import OTHERS, grouped, number, part_of, share
from posts.models import Post
from tests.factories import make_decision, make_moderator, make_question

pytestmark = pytest.mark.django_db
THIS = month_of(timezone.now())
LAST = months_before(THIS, 1)
ADDRESS = f"/transparency/{LAST.year}/{LAST.month}/"


def at_that_time(clock, moment):
    clock.setattr(timezone, "now", lambda: moment)


def happened(action, count, **details):
    """Events of last month, as decisions write them."""
    with pytest.MonkeyPatch.context() as clock:
        at_that_time(clock, datetime(LAST.year, LAST.month, 10, 12, tzinfo=UTC))
        record_many(None, Post, [(1, action, details)] * count)


@pytest.fixture
def last_month():
    """Many decisions under one rule, some under another, one under a third."""
    happened("moderation.hide", 12, rule="kind", kinds=["flag"], urgent=False, waited=60)
    happened("moderation.delete", 6, rule="selling", kinds=["held"], urgent=False, waited=120)
    happened("moderation.warn", 1, rule="danger", kinds=["flag"], urgent=True, waited=30)
    happened("appeal.made", 2)


def test_a_month_that_is_over_is_stored_as_the_record_tells_it(last_month):
    counted = count_figures(LAST, THIS).figures

    store_reports()

    report = load_report(LAST)
    assert report.figures == counted
    assert (counted.decisions, counted.by_rule) == (19, {"kind": 12, "selling": 6, "danger": 1})
    assert report.stored_at is not None
    assert set(MonthlyReport.objects.get(month=LAST).figures["by_action"]) == {"hide", "delete", "warn"}


def test_storing_again_changes_nothing_and_the_running_month_waits(last_month):
    make_decision(make_question(), DecisionAction.HIDE)

    assert store_reports() == 1
    stored = list(MonthlyReport.objects.values())
    assert store_reports() == 0

    assert list(MonthlyReport.objects.values()) == stored
    assert [row["month"] for row in stored] == [LAST]


def test_months_that_were_missed_are_made_up_for(last_month, monkeypatch):
    later = months_before(THIS, -2)
    at_that_time(monkeypatch, datetime(later.year, later.month, 1, 0, 30, tzinfo=UTC))

    # Half an hour after midnight: what was begun in the month before may still be written.
    assert store_reports() == 2

    assert sorted(MonthlyReport.objects.values_list("month", flat=True)) == [LAST, THIS]


def test_what_happens_later_leaves_the_report_as_it_is(last_month):
    seal_events()
    store_reports()
    before = load_report(LAST)
    happened("moderation.hide", 9, rule="kind", kinds=["flag"])
    undo_decision(make_moderator(), make_decision(make_question(), DecisionAction.HIDE))
    seal_events()

    after = load_report(LAST)
    assert (after.figures, after.told, after.seal) == (before.figures, before.told, before.seal)
    assert count_figures(LAST, THIS).figures != after.figures


def test_the_database_lets_nobody_change_a_report(last_month):
    store_reports()
    report = MonthlyReport.objects.filter(month=LAST)

    with pytest.raises(IntegrityError), transaction.atomic():
        report.update(figures={})
    with pytest.raises(IntegrityError), transaction.atomic():
        report.delete()


def test_a_report_starts_on_the_first_of_a_month():
    with pytest.raises(IntegrityError, match="monthly_report_starts_on_the_first"):
        MonthlyReport.objects.create(month=date(2026, 1, 2), figures={})


def test_a_stored_page_is_one_query_and_may_be_kept(client, last_month, django_assert_num_queries):
    assert report_version(LAST.year, LAST.month) is None
    store_reports()

    assert report_version(LAST.year, LAST.month) is not None
    assert report_version(2026, 13) is None
    with django_assert_num_queries(1):
        page = client.get(ADDRESS)
    assert b"<svg" in page.content
    assert b"Counted on" in page.content


def test_no_small_number_is_on_the_page_and_the_page_says_so(client, last_month):
    store_reports()

    page = client.get(ADDRESS).content.decode()
    told = load_report(LAST).told

    assert "no figure points at a single person" in page
    assert (told.decisions, told.appeals, told.appeals_overturned) == ("19", "fewer than 5", "–")
    assert told.by_action == [("Hide it", "12"), ("Others", "7")]
    assert (told.median_urgent, told.median_other) == (None, timedelta(seconds=60))
    assert "fewer than 5" in page


def test_rare_rows_stand_together_and_the_sum_does_not_tell_them():
    assert grouped({"a": 20, "b": 6, "c": 3}) == {"a": 20, OTHERS: 9}
    assert grouped({"a": 20, "b": 4, "c": 3}) == {"a": 20, OTHERS: 7}
    assert grouped({"a": 20, "b": 5}) == {"a": 20, "b": 5}
    assert grouped({"a": 2, "b": 1}) == {OTHERS: 3}
    assert grouped({}) == {}


def test_small_numbers_and_shares_are_words():
    assert [number(count) for count in (0, 1, 4, 5, 1234)] == [
        "0",
        "fewer than 5",
        "fewer than 5",
        "5",
        "1,234",
    ]
    assert [share(part, 20) for part in (0, 2, 10, 18, 20)] == [
        "0 %",
        "fewer than 5",
        "50 %",
        "nearly all",
        "100 %",
    ]
    assert (share(1, 4), part_of(0, 0), part_of(6, 12), part_of(11, 12)) == (
        "–",
        "–",
        "6 of 12",
        "nearly all",
    )
