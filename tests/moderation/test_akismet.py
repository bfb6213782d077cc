"""Asking Akismet: never without a key, never while somebody waits, and only noted until a trial was made."""

import http.client

import pytest
from django_tasks_db.models import DBTaskResult

from lib import akismet
from moderation.actions.asking_akismet import ask
from moderation.actions.screening_rules import simulate
from moderation.models import DecisionAction, Mode, ReviewItem, Screening, ScreeningRule, Simulation
from moderation.screening.kept import forget_all
from notifications.models import Notification, Verb
from posts.kinds import State
from tests.factories import approve, make_expert, make_question, run_tasks
from tests.moderation.test_flagging import judge, report


class Wire:
    """Stands in for the connection: keeps what is sent, and answers."""

    def __init__(self, answer="true", trouble=None):
        self.sent, self.answer, self.trouble = [], answer, trouble

    def __call__(self, host, timeout):
        self.host, self.timeout = host, timeout
        return self

    def request(self, method, path, body, headers):
        if self.trouble:
            raise self.trouble
        self.sent.append(body)

    def getresponse(self):
        return self

    def read(self, _most):
        return self.answer.encode()

    def close(self):
        """Nothing to close."""


@pytest.fixture
def wire(monkeypatch, settings):
    settings.AKISMET_KEY = "a-key"
    settings.SCREENING = settings.SCREENING | {
        "checks": [*settings.SCREENING["checks"], "moderation.screening.akismet"]
    }
    made = Wire()
    monkeypatch.setattr(http.client, "HTTPSConnection", made)
    return made


def let_it_count():
    trial = Simulation.objects.create(
        name="akismet", threshold=1, days=90, caught=20, missed=0, mistaken=0, left_alone=20
    )
    ScreeningRule.objects.create(name="akismet", mode=Mode.ACTIVE, threshold=1, simulation=trial)
    forget_all()


def test_what_is_sent_names_nobody(monkeypatch):
    wire = Wire("false")
    monkeypatch.setattr(http.client, "HTTPSConnection", wire)

    assert akismet.is_spam("k", "https://unknot.example", "My calf") is False
    assert (wire.host, wire.timeout) == ("rest.akismet.com", 5)
    assert wire.sent == [
        "api_key=k&blog=https%3A%2F%2Funknot.example&user_ip=192.0.2.1&comment_type=forum-post&comment_content=My+calf"
    ]


@pytest.mark.parametrize(
    "wire", [Wire("invalid"), Wire(trouble=http.client.BadStatusLine("x")), Wire(trouble=TimeoutError())]
)
def test_no_clear_answer_is_trouble_that_is_tried_again(monkeypatch, wire):
    monkeypatch.setattr(http.client, "HTTPSConnection", wire)

    with pytest.raises(OSError):  # noqa: PT011 (each kind of it is tried again)
        akismet.is_spam("k", "https://unknot.example", "My calf")


@pytest.mark.django_db
def test_without_a_key_nobody_is_asked():
    make_question()

    assert not DBTaskResult.objects.filter(task_path__contains="akismet").exists()


@pytest.mark.django_db
def test_nobody_waits_for_it_and_at_first_it_is_only_noted(wire):
    question = make_question()
    assert wire.sent == []

    run_tasks()

    question.refresh_from_db()
    assert len(wire.sent) == 1
    assert question.is_public
    assert Screening.objects.get().findings[-1]["check"] == "akismet"


@pytest.mark.django_db
def test_experts_are_not_sent_anywhere(wire):
    make_question(make_expert())
    run_tasks()

    assert wire.sent == []


@pytest.mark.django_db
def test_when_it_counts_spam_waits_for_a_person_and_comes_back_for_good(wire):
    let_it_count()
    question = make_question()
    run_tasks()

    question.refresh_from_db()
    assert question.state == State.PENDING
    assert ReviewItem.objects.get(is_open=True).kinds == ["held"]
    assert Notification.objects.filter(recipient=question.author, verb=Verb.HIDDEN_FOR_NOW).count() == 1

    approve(question)
    run_tasks()
    Screening.objects.update(findings=[])
    ask(Screening.objects.get().pk)
    question.refresh_from_db()
    assert question.is_public


@pytest.mark.django_db
def test_what_it_calls_harmless_leaves_no_trace(wire):
    wire.answer = "false"
    make_question()
    run_tasks()

    assert all(one["check"] != "akismet" for one in Screening.objects.get().findings)


@pytest.mark.django_db
def test_its_trial_reads_what_was_noted(wire):
    question = make_question()
    run_tasks()
    report(question, 1)
    judge(question, DecisionAction.HIDE)

    assert simulate("akismet", 50, 90).caught == 1
