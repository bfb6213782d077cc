"""qa.actions.accepting"""

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import AuditEvent
from notifications.models import Notification
from posts.actions.changing_state import change_state
from posts.kinds import State
from qa.actions.accepting import accept_answer
from qa.models import Question
from tests.factories import make_answer, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db


def accepted(question):
    return Question.objects.get(pk=question.pk).accepted_answer_id


def test_accepting_a_second_answer_replaces_the_first():
    question = make_question()
    first, second = make_answer(question), make_answer(question)
    accept_answer(question.author, first, accepted=True)

    accept_answer(question.author, second, accepted=True)

    assert accepted(question) == second.pk


def test_accepting_twice_tells_the_expert_once():
    question = make_question()
    answer = make_answer(question)

    for _ in range(2):
        accept_answer(question.author, answer, accepted=True)

    assert Notification.objects.filter(recipient=answer.author, verb="accepted").count() == 1
    assert AuditEvent.objects.filter(action="answer.accepted").count() == 1


def test_taking_it_back():
    question = make_question()
    answer = make_answer(question)
    accept_answer(question.author, answer, accepted=True)

    accept_answer(question.author, answer, accepted=False)

    assert accepted(question) is None


def test_taking_back_another_answer_leaves_the_accepted_one():
    question = make_question()
    answer, other = make_answer(question), make_answer(question)
    accept_answer(question.author, answer, accepted=True)

    accept_answer(question.author, other, accepted=False)

    assert accepted(question) == answer.pk


@pytest.mark.parametrize("who", ["expert", "moderator", "stranger"])
def test_only_the_asker_accepts(who):
    answer = make_answer(make_question())
    actor = {"expert": answer.author, "moderator": make_moderator(), "stranger": make_member()}[who]

    with pytest.raises(PermissionDenied):
        accept_answer(actor, answer, accepted=True)


def test_a_hidden_answer_cannot_be_accepted():
    question = make_question()
    answer = make_answer(question)
    change_state(make_moderator(), answer, State.HIDDEN)

    with pytest.raises(PermissionDenied):
        accept_answer(question.author, answer, accepted=True)
