"""The sum is a pure function of the ledger: random events with undo, many at once, and the command that proves it.

The suite plays a few hundred events a time; `make ledger` plays 10,000 in one go (LEDGER_EXAMPLES, LEDGER_EVENTS).
"""

import os
import random
from collections import defaultdict
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actions.reputation import award, revoke, show
from accounts.models import Cause, ReputationEvent, User
from posts.actions.changing_state import change_state
from posts.actions.voting import cast_vote
from posts.kinds import State
from posts.models import Post
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from tests.factories import make_answer, make_expert, make_member, make_moderator, make_question
from tests.posts.test_concurrency import THREADS, all_at_once

CAPPED = ("answer_helpful", "question_helpful", "edit_published")
CAUSES = [*CAPPED, *CAPPED, *Cause.values]
EXAMPLES = int(os.environ.get("LEDGER_EXAMPLES", "5"))
EVENTS = int(os.environ.get("LEDGER_EVENTS", "300"))
DAY = timedelta(days=1)


def sum_in_order(person):
    """Return the sum as the rules say it in words: row by row in order of their keys, each day up to the cap."""
    total, of_day = 0, defaultdict(int)
    for event in ReputationEvent.objects.filter(person=person).order_by("pk"):
        if event.undone_at or not (event.is_shown or event.cause == "spam"):
            continue
        points = event.points
        if event.cause in CAPPED:
            points = min(points, 200 - of_day[event.at.date()])
            of_day[event.at.date()] += points
        total += points
    return total


def play(chance, people, posts, actors):
    """Let chance give, undo, hide, show and let days pass, one of these a step."""
    for _ in range(EVENTS):
        post, cause = chance.choice(posts), chance.choice(CAUSES)
        person = people[post.pk % len(people)]
        actor = None if cause == "spam" else chance.choice(actors)
        move = chance.random()
        if move < 0.7:
            award(person.pk, cause, post, actor=actor)
        elif move < 0.9:
            revoke(person.pk, cause, post, actor=actor)
        elif move < 0.99:
            post.is_public = not post.is_public
            Post.objects.filter(pk=post.pk).update(
                is_public=post.is_public, state="visible" if post.is_public else "hidden"
            )
            show({post.pk: post.is_public})
        else:
            ReputationEvent.objects.filter(person=person).update(at=F("at") - DAY)


@pytest.mark.django_db
@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 2**32))
def test_after_random_events_with_undo_the_cached_sum_is_the_ledgers(seed):
    people = [make_member() for _ in range(2)]
    posts = [make_question() for _ in range(6)]
    actors = [make_member() for _ in range(20)]

    play(random.Random(seed), people, posts, actors)

    cached = [User.objects.get(pk=person.pk).reputation_points for person in people]
    assert cached == [sum_in_order(person) for person in people]
    call_command("rebuild_reputation", "--check", stdout=StringIO())


@pytest.mark.django_db
def test_the_command_fails_on_a_wrong_sum_and_repairs_it():
    question = make_question()
    cast_vote(make_member(), question, 1)
    User.objects.filter(pk=question.author_id).update(reputation_points=7)
    said = StringIO()

    with pytest.raises(CommandError, match=f"1 wrong: people {question.author_id}"):
        call_command("rebuild_reputation", "--check", stdout=said)
    call_command("rebuild_reputation", stdout=said)
    call_command("rebuild_reputation", "--check", stdout=said)

    assert said.getvalue() == "1 repaired.\nEvery sum is what the ledger says.\n"
    assert User.objects.get(pk=question.author_id).reputation_points == 5


def check_sum(person, expected):
    assert User.objects.get(pk=person.pk).reputation_points == expected == sum_in_order(person)


@pytest.mark.django_db(transaction=True)
def test_votes_on_many_posts_of_one_person_at_once_add_up():
    expert = make_expert()
    answers = [make_answer(make_question(), expert) for _ in range(THREADS)]
    voters = [make_member() for _ in range(THREADS)]

    all_at_once(
        *[
            lambda voter=voter, answer=answer: cast_vote(voter, answer, 1)
            for voter, answer in zip(voters, answers, strict=True)
        ]
    )

    check_sum(expert, 200)


@pytest.mark.django_db(transaction=True)
def test_one_voter_who_votes_for_everything_at_once_gives_points_five_times():
    expert, voter = make_expert(), make_member()
    answers = [make_answer(make_question(), expert) for _ in range(THREADS)]

    all_at_once(*[lambda answer=answer: cast_vote(voter, answer, 1) for answer in answers])

    check_sum(expert, 50)


@pytest.mark.django_db(transaction=True)
def test_votes_accepts_opinions_and_decisions_at_once_leave_exact_sums_and_no_deadlock():
    experts = [make_expert() for _ in range(2)]
    questions = [make_question() for _ in range(4)]
    answers = [make_answer(question, expert) for question in questions for expert in experts]
    moderator, works = make_moderator(), []
    for number, answer in enumerate(answers):
        question = questions[number // 2]
        works += [
            lambda answer=answer: cast_vote(make_member(), answer, 1),
            lambda answer=answer: give_opinion(make_expert(), answer, stance="agree", reason=""),
            lambda answer=answer, asker=question.author: accept_answer(asker, answer, accepted=True),
            lambda answer=answer, number=number: (
                change_state(moderator, answer, State.HIDDEN) if number % 4 == 0 else None
            ),
        ]
    others = {question.author for question in questions} | set(experts)

    all_at_once(*[lambda work=work: ignore_refusal(work) for work in works])

    for person in others:
        check_sum(person, sum_in_order(person))
    call_command("rebuild_reputation", "--check", stdout=StringIO())


def ignore_refusal(work):
    """Somebody may come after the answer was hidden."""
    try:
        work()
    except PermissionDenied:
        return
