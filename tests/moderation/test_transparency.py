"""The figures for everybody, computed from the record; and spreading the load."""

import random
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from lib.charts import Bar, columns_chart, rows_chart
from lib.errors import UserError
from moderation.actions.appealing import answer_appeal, appeal
from moderation.actions.claiming import claim, release
from moderation.actions.deciding import decide
from moderation.actions.queueing import open_item
from moderation.actions.reminding import remind_moderators
from moderation.actions.undoing import undo_decision
from moderation.deeds import Verdict
from moderation.models import AppealOutcome, DecisionAction, ItemKind, ReviewItem
from moderation.selectors.figures import Waits
from moderation.selectors.queue import queue_counts
from moderation.selectors.transparency import load_report
from moderation.selectors.workload import first_for, loads_today, own_day, suggest_next
from notifications.models import Notification
from tests.factories import (
    make_comment,
    make_decision,
    make_item,
    make_member,
    make_moderator,
    make_question,
    make_staff,
)

pytestmark = pytest.mark.django_db


def test_the_figures_are_those_of_the_record():
    author, moderator = make_member(), make_moderator()
    hidden = make_decision(make_question(author), DecisionAction.HIDE, moderator)
    made = appeal(author, hidden, "I said nothing of the kind.")
    answer_appeal(make_moderator(), made, outcome=AppealOutcome.OVERTURNED, answer="You are right.")
    undo_decision(moderator, make_decision(make_question(), DecisionAction.DELETE, moderator))
    make_decision(make_question(), DecisionAction.DISMISS, moderator)
    held = open_item(make_question(), ItemKind.HELD)
    decide(moderator, held, Verdict(DecisionAction.DISMISS, "All is well.", held.version))

    figures = load_report().figures

    assert figures.decisions == 4
    assert figures.by_rule == {"kind": 2}
    assert (figures.by_report, figures.by_machine) == (3, 1)
    assert (figures.undone, figures.appeals, figures.appeals_answered, figures.appeals_overturned) == (
        1,
        1,
        1,
        1,
    )
    assert (figures.other.count, figures.urgent.count) == (4, 0)
    assert figures.other.median < 300
    assert figures.urgent.median is None


def test_the_median_wait_of_the_urgent_is_apart():
    moderator = make_moderator()
    for minutes in (10, 20, 90):
        item = open_item(make_question(), ItemKind.URGENT, is_urgent=True)
        ReviewItem.objects.filter(pk=item.pk).update(opened_at=timezone.now() - timedelta(minutes=minutes))
        decide(moderator, item, Verdict(DecisionAction.REVIEWED, "Answered at once.", item.version))

    assert load_report().figures.urgent == Waits(3, 20 * 60)


def test_a_month_counts_what_happened_in_it(client):
    make_decision(make_question(), DecisionAction.HIDE)
    this = timezone.now().date().replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)

    assert load_report(this).figures.decisions == 1
    assert load_report(before).figures.decisions == 0
    assert client.get(f"/transparency/{this.year}/{this.month}/").status_code == 200
    assert client.get("/transparency/2999/1/").status_code == 404
    assert client.get("/transparency/2026/13/").status_code == 404


def test_the_page_names_nobody_and_draws_without_styles(client):
    moderator = make_moderator("secret_mod")
    decision = make_decision(make_question(), DecisionAction.HIDE, moderator)

    page = client.get(reverse("moderation:transparency")).content.decode()

    assert "<svg" in page
    assert "style=" not in page
    assert "<style" not in page
    assert "secret_mod" not in page
    assert decision.post.author.handle not in page


def test_charts_escape_their_words_and_stand_nothing_to_draw():
    drawn = rows_chart([Bar("<b>&", 3), Bar("none", 0)], "A & B")

    assert "<b>" not in drawn
    assert "&lt;b&gt;&amp;" in drawn
    assert "&amp;amp;" not in drawn
    assert "<svg" in rows_chart([], "Nothing")
    assert columns_chart([Bar("01/26", 0)], "Nothing").count("<rect") == 1


def test_work_is_dealt_out_to_whoever_did_least():
    items = [open_item(make_question(), ItemKind.FLAG) for _ in range(4)]

    assert first_for(1, items, {1: 0, 2: 0}) == items[0]
    assert first_for(2, items, {1: 0, 2: 0}) == items[1]
    assert first_for(1, items, {1: 2, 2: 0}) == items[2]
    assert first_for(3, items, {1: 0, 2: 0, 3: 9}) is None
    own = items[0].post.author_id
    assert first_for(own, items, {own: 0}) == items[1]


def test_the_next_item_is_nobodys_own_and_no_colleagues():
    moderator, colleague = make_moderator(), make_moderator()
    open_item(make_question(moderator), ItemKind.URGENT, is_urgent=True)
    taken, free = (open_item(make_question(), ItemKind.FLAG) for _ in range(2))
    claim(colleague, taken)

    assert suggest_next(moderator) == free


def test_own_numbers_are_ones_own(client):
    moderator, other = make_moderator(), make_moderator()
    make_decision(make_question(), moderator=moderator)

    assert loads_today(timezone.now()) == {moderator.pk: 1}
    assert (own_day(moderator).today, own_day(other).today) == (1, 0)
    for reader in (other, make_staff(Role.ADMINISTRATOR)):
        client.force_login(reader)
        for asked in ("", f"?moderator={moderator.pk}", f"?handle={moderator.handle}"):
            page = client.get(reverse("moderation:own-day") + asked)
            assert page.context["day"] == own_day(reader)
            assert b"<dd>0</dd>" in page.content
        profile = client.get(reverse("posts:profile", args=[moderator.handle])).content.decode()
        assert "decisions" not in profile.lower()


def test_what_is_suggested_spreads_evenly_over_those_who_take_it():
    chance, moderators = random.Random(7), [make_moderator() for _ in range(3)]
    for _ in range(12):
        open_item(make_question(), ItemKind.FLAG)
    turns = iter([*moderators, *(chance.choice(moderators) for _ in range(200))])

    while ReviewItem.objects.filter(is_open=True).exists():
        moderator = next(turns)
        item = suggest_next(moderator)
        if item:
            decide(moderator, item, Verdict(DecisionAction.DISMISS, "All is well.", item.version))

    assert set(loads_today(timezone.now()).values()) == {4}


def test_a_colleague_who_is_on_it_decides_and_it_can_be_taken_over():
    first, second = make_moderator(), make_moderator()
    item = make_item(make_question())
    claim(first, item)
    item.refresh_from_db()
    verdict = Verdict(DecisionAction.DISMISS, "All is well.", item.version)

    with pytest.raises(UserError):
        decide(second, item, verdict)
    claim(second, item)
    with pytest.raises(UserError):
        decide(first, item, verdict)
    decide(second, item, verdict)

    item.refresh_from_db()
    assert (item.is_open, item.claimed_by) == (False, None)


def test_a_claim_ends_by_itself_or_is_given_back():
    first, second = make_moderator(), make_moderator()
    item = make_item(make_question())
    claim(first, item)
    ReviewItem.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    item.refresh_from_db()
    assert not item.is_claimed
    claim(second, item)
    release(first, item)
    item.refresh_from_db()
    assert item.claimed_by == second
    release(second, item)
    item.refresh_from_db()
    assert item.claimed_by is None


def test_the_slower_moderator_reads_on_the_page_what_was_done(client):
    question, slow = make_question(), make_moderator()
    item = make_item(question)
    item.refresh_from_db()
    sent = {"action": "dismiss", "reason": "All is well.", "version": item.version}
    decide(
        make_moderator("fast_one"),
        item,
        Verdict(DecisionAction.HIDE, "Unkind words.", item.version, rule="kind"),
    )
    client.force_login(slow)

    answer = client.post(reverse("moderation:item", args=[item.pk]), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Something happened to this post" in page
    assert "fast_one" in page
    assert "Unkind words." in page


def test_moderators_are_reminded_once_of_what_is_late():
    moderator, member = make_moderator(), make_member()
    moderator.has_second_factor = True
    moderator.save(update_fields=["has_second_factor"])
    urgent = open_item(make_question(), ItemKind.URGENT, is_urgent=True)
    other = open_item(make_question(), ItemKind.FLAG)
    ReviewItem.objects.update(opened_at=timezone.now() - timedelta(hours=2))

    assert remind_moderators() == 1
    assert remind_moderators() == 0

    told = Notification.objects.get(verb="queue_late", recipient=moderator)
    assert told.post_id == urgent.post_id
    assert not Notification.objects.filter(verb="queue_late", recipient=member).exists()
    counts = queue_counts()
    assert (counts.open, counts.urgent, counts.late) == (2, 1, 1)
    ReviewItem.objects.filter(pk=other.pk).update(opened_at=timezone.now() - timedelta(hours=25))
    assert remind_moderators() == 1


def test_filters_narrow_the_queue(client):
    author = make_member("nightjar")
    mine = open_item(make_question(author), ItemKind.HELD)
    reported = make_item(
        make_comment(make_question(), body="Das hilft mir auch nicht und ist seit Tagen so.")
    )
    client.force_login(make_moderator())

    def shown(query):
        rows = client.get(f"/moderation/?{query}").context["page"].rows
        return {row.item.pk for row in rows}

    assert shown("") == {mine.pk, reported.pk}
    assert shown("author=@NightJar") == {mine.pk}
    assert shown("kind=held") == {mine.pk}
    assert shown("reason=spam") == {reported.pk}
    assert shown("language=de") == {reported.pk}
    assert shown("waiting=1") == set()
    assert shown("kind=gossip&waiting=soon&language=klingon") == {mine.pk, reported.pk}
