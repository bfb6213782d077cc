"""Thirty-two people at once on one question: exact counters, nothing lost, nobody sees a deadlock."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from comments.actions.commenting import comment_on
from posts.actions.tagging import make_tags
from posts.actions.voting import cast_vote
from posts.models import Post, Tag
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from qa.actions.asking import Draft, ask_question
from qa.models import Question, Stance
from tests.factories import BODY, make_answer, make_expert, make_member, make_question

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 32


def all_at_once(*works: Callable[[], object]) -> None:
    """Run the works in threads that start together; raise the first error that one of them met."""
    start = Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait(timeout=20)
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        list(pool.map(run, works))


def test_votes_are_counted_exactly():
    question = make_question()
    voters = [make_member() for _ in range(THREADS)]

    all_at_once(*[lambda voter=voter: cast_vote(voter, question, 1) for voter in voters])

    question.refresh_from_db()
    assert question.up_count == question.votes.count() == THREADS


def test_one_person_voting_everywhere_at_once_has_one_vote():
    question, voter = make_question(), make_member()

    all_at_once(*[lambda: cast_vote(voter, question, 1)] * THREADS)

    question.refresh_from_db()
    assert (question.up_count, question.votes.count()) == (1, 1)


def test_answers_are_counted_exactly():
    question = make_question()
    experts = [make_expert() for _ in range(THREADS)]

    all_at_once(*[lambda expert=expert: make_answer(question, expert) for expert in experts])

    question.refresh_from_db()
    assert question.answer_count == question.replies.count() == THREADS
    question.author.refresh_from_db()
    assert question.author.unread_count == THREADS


def test_accepting_different_answers_at_once_leaves_exactly_one():
    question = make_question()
    answers = [make_answer(question) for _ in range(8)]

    all_at_once(
        *[lambda answer=answer: accept_answer(question.author, answer, accepted=True) for answer in answers]
    )

    assert Question.objects.get(pk=question.pk).accepted_answer_id in {answer.pk for answer in answers}


def test_opinions_add_up():
    answer = make_answer(make_question())
    experts = [make_expert() for _ in range(THREADS)]

    all_at_once(
        *[
            lambda expert=expert: give_opinion(expert, answer, stance=Stance.AGREE, reason="")
            for expert in experts
        ]
    )

    answer.refresh_from_db()
    assert answer.agreement == THREADS


def test_a_form_sent_many_times_at_once_makes_one_question():
    author, key = make_member(), uuid.uuid4()
    make_tags(["calf", "night"])
    draft = Draft(title="Calf cramps in the night", body=BODY, tags=["night", "calf"], submission_key=key)

    all_at_once(*[lambda: ask_question(author, draft)] * 16)

    assert Post.objects.filter(kind="question").count() == 1
    assert set(Tag.objects.values_list("post_count", flat=True)) == {1}


def test_everything_at_once_on_one_question():
    question = make_question()
    answer = make_answer(question)
    works: list[Callable[[], object]] = []
    for _ in range(8):
        member, expert = make_member(), make_expert()
        works += [
            lambda member=member: cast_vote(member, answer, 1),
            lambda member=member: comment_on(member, answer.pk, body="Thanks.", submission_key=uuid.uuid4()),
            lambda expert=expert: make_answer(question, expert),
            lambda: accept_answer(question.author, answer, accepted=True),
        ]

    all_at_once(*works)

    question.refresh_from_db()
    answer.refresh_from_db()
    assert (question.answer_count, answer.up_count, answer.comment_count) == (9, 8, 8)
    assert question.question.accepted_answer_id == answer.pk


def test_what_happens_on_one_question_holds_up_nobody_on_others():
    """Neither locked rows nor counters are shared by threads: all of it waits for nobody."""
    busy, other = make_question(), make_question()
    people = [(make_member(), make_expert()) for _ in range(2)]

    def take_part(question, member, expert):
        cast_vote(member, question, 1)
        comment_on(member, question.pk, body="Walking helped me.", submission_key=uuid.uuid4())
        return make_answer(question, expert)

    def elsewhere():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")
            return take_part(other, *people[1])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        take_part(busy, *people[0])
        answer = pool.submit(elsewhere).result(timeout=60)

    other.refresh_from_db()
    assert (other.up_count, other.comment_count, other.answer_count) == (1, 1, 1)
    assert answer.is_public
