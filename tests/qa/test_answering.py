"""qa.actions.answering"""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import ExpertCredential
from lib.errors import UserError
from notifications.actions.following import follow
from notifications.models import Notification, Topic
from posts.models import Post
from qa.actions.answering import answer_question
from qa.actions.closing import close_question, reopen_question
from qa.models import CloseReason
from tests.factories import (
    ANSWER,
    make_answer,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    make_statement,
    run_tasks,
)

pytestmark = pytest.mark.django_db


def answer(actor, question, key=None):
    return answer_question(
        actor, question.pk, body=ANSWER, statement=make_statement(), submission_key=key or uuid.uuid4()
    )


def test_an_answer_counts_and_wakes_up_its_question():
    question = make_question()
    before = question.last_activity_at

    make_answer(question)

    question.refresh_from_db()
    assert question.answer_count == 1
    assert question.last_activity_at > before


def test_the_standing_is_frozen_into_the_answer():
    expert = make_expert()
    post = make_answer(make_question(), expert)

    ExpertCredential.objects.filter(user=expert).update(profession="pharmacist", country="Chile")

    post.answer.refresh_from_db()
    assert (post.answer.profession, post.answer.country) == ("physiotherapist", "Norway")


def test_the_asker_is_told():
    question = make_question()

    post = make_answer(question)

    told = Notification.objects.get(recipient=question.author)
    assert (told.verb, told.post) == ("answered", post)


def test_who_follows_the_question_is_told_once():
    question, follower, mentioned = make_question(), make_member(), make_member("nora")
    expert = make_expert()
    for person in (follower, mentioned, expert, question.author):
        follow(person, question, Topic.CHANGES, wanted=True)

    answer = make_answer(question, expert, body=f"{ANSWER} As @nora says.")
    run_tasks()

    told = Notification.objects.filter(post=answer).values_list("recipient", "verb")
    assert sorted(told) == sorted(
        [(question.author_id, "answered"), (mentioned.pk, "mentioned"), (follower.pk, "followed_answered")]
    )


def test_members_do_not_answer():
    with pytest.raises(PermissionDenied):
        answer(make_member(), make_question())


def test_an_expert_whose_credential_has_run_out_does_not_answer():
    with pytest.raises(PermissionDenied):
        answer(make_expert(valid_days=-1), make_question())


def test_an_expert_answers_on_the_last_day_of_the_credential():
    assert answer(make_expert(valid_days=0), make_question()).is_new


def test_nobody_answers_their_own_question():
    expert = make_expert()

    with pytest.raises(PermissionDenied):
        answer(expert, make_question(expert))


def test_a_closed_question_takes_no_answer_and_says_why():
    question = make_question()
    close_question(make_moderator(), question, CloseReason.OFF_TOPIC)

    with pytest.raises(UserError, match="closed while you were writing"):
        answer(make_expert(), question)


def test_a_reopened_question_takes_answers_again():
    question, moderator = make_question(), make_moderator()
    close_question(moderator, question, CloseReason.UNCLEAR)
    reopen_question(moderator, question)

    assert answer(make_expert(), question).is_new


def test_sending_an_answer_twice_tells_the_asker_once():
    question, expert, key = make_question(), make_expert(), uuid.uuid4()

    answer(expert, question, key)
    second = answer(expert, question, key)

    assert not second.is_new
    assert Post.objects.filter(kind="answer").count() == 1
    assert Notification.objects.count() == 1
