"""Asking askers how it is, the link of the mail, and what is counted"""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from lib.wilson import Share, wilson
from notifications.models import Notification
from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Post
from qa.actions.correcting import retract_answer
from qa.actions.outcomes import Report, ask_all, report, stop_asking
from qa.models import Outcome, Question
from qa.outcome_links import link_to, make_token, read_token
from qa.selectors.outcomes import what_helped
from qa.tasks import ask_outcomes, mail_outcome
from tests.factories import make_answer, make_member, make_moderator, make_question, run_tasks

pytestmark = pytest.mark.django_db


def answered_question(days=7, **fields):
    question = make_question(**fields)
    answer = make_answer(question)
    Post.objects.filter(pk=answer.pk).update(created_at=timezone.now() - timedelta(days=days, hours=1))
    return question


def asked(days=7, **fields):
    question = answered_question(days, **fields)
    ask_all()
    return Outcome.objects.get(question_id=question.pk)


@pytest.mark.parametrize(("days", "rounds"), [(6, []), (7, [7]), (13, [7]), (15, []), (28, [28]), (36, [])])
def test_askers_are_asked_after_one_and_after_four_weeks(days, rounds):
    answered_question(days)

    ask_all()

    assert list(Outcome.objects.values_list("days", flat=True)) == rounds


def test_asking_again_the_same_day_asks_nobody_twice():
    question = answered_question()

    ask_all()
    ask_all()

    assert Outcome.objects.count() == 1
    assert Notification.objects.filter(recipient=question.author, verb="outcome").count() == 1


def test_nobody_is_asked_about_hidden_questions_or_withdrawn_answers():
    hidden, withdrawn = answered_question(), answered_question()
    change_state(make_moderator(), hidden, State.HIDDEN)
    answer = Post.objects.get(kind="answer", root=withdrawn)
    retract_answer(answer.author, answer, "It was wrong.")

    assert ask_all() == []


@pytest.fixture
def sent(settings):
    settings.MAILERS = {
        "default": {"BACKEND": "lib.mail.QueuedEmailBackend"},
        "outbound": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"},
    }
    return mail.outbox


def test_the_asker_gets_one_mail_with_a_link_for_each_result(sent):
    question = answered_question()

    ask_outcomes.enqueue()
    run_tasks()
    mail_outcome.enqueue(Outcome.objects.get().pk)
    run_tasks()

    to_asker = [one for one in sent if one.to == [question.author.email] and "How is it" in one.subject]
    assert len(to_asker) == 1
    assert len(set(re.findall(r"\?result=(\w+)", to_asker[0].body))) == 5


def test_a_mail_scanner_that_opens_the_link_changes_nothing(client):
    outcome = asked()

    response = client.get(link_to(outcome, "better"))

    assert response.status_code == 200
    assert re.search(r'value="better"[^>]*checked', response.content.decode())
    outcome.refresh_from_db()
    assert outcome.result == ""


def test_one_click_more_stores_it_without_signing_in(client):
    outcome = asked()

    response = client.post(link_to(outcome, "better"), {"result": "better"})

    assert response.status_code == 200
    assert Question.objects.get(pk=outcome.question_id).outcome == "better"
    assert "It got worse?" not in response.content.decode()
    worse = client.post(link_to(outcome), {"result": "worse"}).content.decode()
    assert "It got worse?" in worse
    assert "/knowledge/when-to-get-help/" in worse


def test_the_link_works_only_with_a_form_token(client):
    from django.test import Client

    outcome = asked()

    response = Client(enforce_csrf_checks=True).post(link_to(outcome), {"result": "better"})

    assert response.status_code == 403


def test_saying_it_again_replaces_it_and_the_page_shows_it(client):
    outcome = asked()
    report(outcome, Report("worse", helped=["cold"]))

    report(outcome, Report("resolved", helped=["stretching", "walking"], did_not_help=["drinking"]))

    post = outcome.question.post
    page = client.get(reverse("qa:question", args=[post.pk, post.slug])).content.decode()
    assert "7 days after the first answer" in page
    assert "It is gone" in page
    assert "stretching, standing up and walking" in page


@pytest.mark.parametrize("spoil", [lambda token: token[:-1], lambda token: f"{token}x", lambda token: "x"])
def test_an_altered_link_opens_nothing(client, spoil):
    outcome = asked()

    response = client.get(reverse("qa:outcome-link", args=[spoil(make_token(outcome))]))

    assert response.status_code == 410


def test_a_link_ends_after_sixty_days(travel):
    token = make_token(asked())

    travel(61)

    assert read_token(token) is None


@pytest.fixture
def travel(monkeypatch):
    import time

    real = time.time

    def go(days):
        monkeypatch.setattr("django.core.signing.time.time", lambda: real() + days * 86_400)

    return go


def test_who_wants_no_more_is_not_asked_again_and_the_links_are_dead(client):
    outcome = asked()
    answer = Post.objects.get(kind="answer")

    client.post(link_to(outcome), {"intent": "stop"})

    assert client.get(link_to(outcome)).status_code == 410
    Post.objects.filter(pk=answer.pk).update(created_at=timezone.now() - timedelta(days=28, hours=1))
    assert ask_all() == []


def test_stopping_keeps_what_was_said():
    outcome = asked()
    report(outcome, Report("better"))

    stop_asking(outcome)

    assert Question.objects.get().outcome == "better"


def test_only_the_asker_says_it_signed_in(client):
    outcome = asked()
    url = reverse("qa:outcome", args=[outcome.question_id])

    client.force_login(make_member())
    assert client.get(url).status_code == 403
    client.force_login(outcome.question.post.author)
    assert client.post(url, {"result": "same", "did_not_help": ["cold"]}).status_code == 200

    outcome.refresh_from_db()
    assert (outcome.result, outcome.did_not_help) == ("same", ["cold"])


def test_the_same_measure_cannot_have_helped_and_not():
    outcome = asked()

    with pytest.raises(IntegrityError), transaction.atomic():
        Outcome.objects.filter(pk=outcome.pk).update(helped=["cold"], did_not_help=["cold"])


def test_a_measure_is_shown_once_five_have_tried_it():
    outcomes = [asked(body_site="calf") for _ in range(5)]
    for outcome in outcomes[:4]:
        report(outcome, Report("better", helped=["stretching"], did_not_help=["drinking"]))
    assert what_helped("calf") == []

    report(outcomes[4], Report("same", did_not_help=["stretching"]))

    rows = what_helped("calf")
    assert [(row.measure, row.share) for row in rows] == [("stretching", Share(4, 5))]
    assert what_helped("foot") == []


def test_each_question_counts_once_with_what_was_said_last():
    outcomes = [asked() for _ in range(5)]
    for outcome in outcomes:
        report(outcome, Report("better", helped=["warmth"]))
        later = Outcome.objects.create(question_id=outcome.question_id, days=28)
        report(later, Report("same", did_not_help=["warmth"]))

    assert [(row.measure, row.share) for row in what_helped("")] == [("warmth", Share(0, 5))]


def test_known_intervals():
    low, high = wilson(12, 15)

    assert (round(low, 3), round(high, 3)) == (0.548, 0.930)
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_holds_the_share_and_lies_between_none_and_all(part, more):
    whole = part + more
    low, high = wilson(part, whole)

    assert 0 <= low <= high <= 1
    if whole:
        assert low <= part / whole + 1e-9
        assert high >= part / whole - 1e-9


@given(st.integers(1, 200), st.integers(0, 200), st.integers(2, 5))
def test_more_cases_with_the_same_share_make_it_surer(part, more, times):
    few, many = wilson(part, part + more), wilson(part * times, (part + more) * times)

    assert many[1] - many[0] < few[1] - few[0]


def test_reactions_of_readers_are_shown_from_five_on(client):
    question = make_question()
    answer = make_answer(question)
    address = reverse("qa:question", args=[question.pk, question.slug])
    Post.objects.filter(pk=answer.pk).update(up_count=3, down_count=1)
    assert "readers who said so" not in client.get(address).content.decode()

    Post.objects.filter(pk=answer.pk).update(up_count=12, down_count=3)

    assert "Helped 12 of 15 readers who said so" in client.get(address).content.decode()
