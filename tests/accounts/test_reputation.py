"""accounts.actions.reputation: the ledger, its sum, the daily cap, and everything that undoes points."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions.reputation import award, rebuild, revoke, sums_of
from accounts.models import Cause, ReputationEvent, User
from accounts.models.reputation import DAILY_CAP
from knowledge.actions.reviewing import publish
from moderation.actions.deciding import Verdict, decide
from moderation.actions.reviewing import start_review
from moderation.models import DecisionAction, FlagReason
from posts.actions.changing_state import change_state
from posts.actions.voting import cast_vote
from posts.kinds import State
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_item,
    make_member,
    make_moderator,
    make_proposal,
    make_question,
    make_staff,
)

pytestmark = pytest.mark.django_db


def points_of(person):
    """Return the cached sum, after making sure that the ledger says the same."""
    points = User.objects.get(pk=person.pk).reputation_points
    assert points == sums_of([person.pk])[person.pk]
    return points


def decide_about(item, action, moderator=None):
    item.refresh_from_db()
    verdict = Verdict(action=action, reason="Please read the rules.", seen_version=item.version, rule="kind")
    return decide(moderator or make_moderator(), item, verdict)


def test_everybody_begins_with_one():
    assert User.objects.get(pk=make_member().pk).reputation == 1


def test_a_helpful_vote_gives_an_answer_ten_and_a_question_five():
    question = make_question()
    answer = make_answer(question)

    cast_vote(make_member(), question, 1)
    cast_vote(make_member(), answer, 1)

    assert (points_of(question.author), points_of(answer.author)) == (5, 10)
    assert User.objects.get(pk=answer.author.pk).reputation == 11


def test_helpful_comments_and_articles_and_votes_that_it_did_not_help_give_nothing(tmp_path):
    answer = make_answer(make_question())
    comment, article = make_comment(answer), make_article(tmp_path)

    cast_vote(make_member(), comment, 1)
    cast_vote(make_member(), article, 1)
    cast_vote(make_member(), answer, -1)

    assert not ReputationEvent.objects.exists()


@pytest.mark.parametrize("value", [0, -1])
def test_a_vote_that_is_withdrawn_or_turned_takes_its_points_with_it(value):
    answer, voter = make_answer(make_question()), make_member()
    cast_vote(voter, answer, 1)

    cast_vote(voter, answer, value)

    assert points_of(answer.author) == 0
    assert ReputationEvent.objects.get().undone_at is not None


def test_voting_again_gives_the_points_once():
    answer, voter = make_answer(make_question()), make_member()

    for value in (1, 1, 0, 1, 1):
        cast_vote(voter, answer, value)

    assert points_of(answer.author) == 10
    assert ReputationEvent.objects.active().count() == 1


def test_accepting_gives_fifteen_and_two_and_taking_it_back_takes_both():
    question = make_question()
    answer = make_answer(question)

    accept_answer(question.author, answer, accepted=True)
    given = points_of(answer.author), points_of(question.author)
    accept_answer(question.author, answer, accepted=False)

    assert given == (15, 2)
    assert (points_of(answer.author), points_of(question.author)) == (0, 0)


def test_accepting_another_answer_moves_the_points():
    question = make_question()
    first, second = make_answer(question), make_answer(question)

    accept_answer(question.author, first, accepted=True)
    accept_answer(question.author, second, accepted=True)

    assert [points_of(post.author) for post in (first, second, question)] == [0, 15, 2]


def test_an_experts_agreement_gives_fifteen_and_disagreeing_later_takes_them():
    answer, expert = make_answer(make_question()), make_expert()

    give_opinion(expert, answer, stance="agree", reason="")
    give_opinion(expert, answer, stance="caveat", reason="Not with kidney disease.")
    agreed = points_of(answer.author)
    give_opinion(expert, answer, stance="disagree", reason="There is newer evidence.")

    assert (agreed, points_of(answer.author)) == (15, 0)


def test_a_published_text_gives_its_author_two(tmp_path):
    author = make_staff("editor")
    proposal = make_proposal(make_article(tmp_path), author)

    publish(make_staff("editor"), proposal)

    assert points_of(author) == 2


def test_points_do_not_count_while_the_post_or_its_thread_is_hidden_and_count_again_later():
    question, moderator = make_question(), make_moderator()
    answer = make_answer(question)
    cast_vote(make_member(), answer, 1)
    accept_answer(question.author, answer, accepted=True)
    sums = []

    for post, state in [(answer, State.HIDDEN), (answer, State.VISIBLE), (question, State.DELETED),
                        (question, State.VISIBLE)]:  # fmt: skip
        change_state(moderator, post, state)
        sums.append((points_of(answer.author), points_of(question.author)))

    assert sums == [(0, 0), (25, 2), (0, 0), (25, 2)]


def test_a_vote_withdrawn_after_the_post_came_back_is_gone():
    answer, voter, moderator = make_answer(make_question()), make_member(), make_moderator()
    cast_vote(voter, answer, 1)
    change_state(moderator, answer, State.HIDDEN)
    change_state(moderator, answer, State.VISIBLE)

    cast_vote(voter, answer, 0)

    assert points_of(answer.author) == 0


def test_deleted_spam_costs_a_hundred_once_and_bringing_it_back_pays_back():
    comment, moderator = make_comment(make_question()), make_moderator()

    decide_about(make_item(comment), DecisionAction.DELETE, moderator)
    charged = points_of(comment.author)
    person = User.objects.get(pk=comment.author.pk)
    decide_about(start_review(moderator, comment), DecisionAction.RESTORE, moderator)

    assert charged == -100
    assert person.reputation == 1
    assert points_of(comment.author) == 0


@pytest.mark.parametrize(
    ("reason", "action"),
    [
        (FlagReason.RUDE, DecisionAction.DELETE),
        (FlagReason.SPAM, DecisionAction.HIDE),
        (FlagReason.SPAM, DecisionAction.DISMISS),
    ],
)
def test_only_spam_that_was_deleted_costs_points(reason, action):
    comment = make_comment(make_question())

    decide_about(make_item(comment, reason), action)

    assert points_of(comment.author) == 0


def test_after_a_penalty_points_have_to_be_earned_back():
    author = make_member()
    decide_about(make_item(make_comment(make_question(), author)), DecisionAction.DELETE)

    question = make_question(author)
    for _ in range(21):
        cast_vote(make_member(), question, 1)

    assert points_of(author) == 5
    assert User.objects.get(pk=author.pk).reputation == 6


def test_a_day_brings_at_most_two_hundred_points_beside_accepts_and_experts():
    question = make_question()
    answer = make_answer(question)
    voters = [make_member() for _ in range(22)]

    for voter in voters:
        cast_vote(voter, answer, 1)
    accept_answer(question.author, answer, accepted=True)
    give_opinion(make_expert(), answer, stance="agree", reason="")

    assert points_of(answer.author) == DAILY_CAP + 30


def test_a_vote_above_the_cap_counts_when_another_of_the_day_is_withdrawn():
    answer = make_answer(make_question())
    voters = [make_member() for _ in range(21)]
    for voter in voters:
        cast_vote(voter, answer, 1)

    cast_vote(voters[0], answer, 0)
    still_full = points_of(answer.author)
    cast_vote(voters[1], answer, 0)

    assert (still_full, points_of(answer.author)) == (DAILY_CAP, DAILY_CAP - 10)


def test_the_next_day_has_a_cap_of_its_own():
    answer = make_answer(make_question())
    for _ in range(21):
        cast_vote(make_member(), answer, 1)
    ReputationEvent.objects.update(at=timezone.now() - timedelta(days=1))

    cast_vote(make_member(), answer, 1)

    assert points_of(answer.author) == DAILY_CAP + 10


def test_undoing_an_event_of_an_earlier_day_changes_that_day():
    answer, voter = make_answer(make_question()), make_member()
    for reader in [voter, *(make_member() for _ in range(20))]:
        cast_vote(reader, answer, 1)
    ReputationEvent.objects.update(at=timezone.now() - timedelta(days=1))
    cast_vote(make_member(), answer, 1)

    cast_vote(voter, answer, 0)

    assert points_of(answer.author) == DAILY_CAP + 10


def test_the_sixth_vote_a_day_of_one_voter_for_one_author_counts_for_the_post_only():
    expert, voter = make_expert(), make_member()
    answers = [make_answer(make_question(), expert) for _ in range(6)]

    counts = [cast_vote(voter, answer, 1).up_count for answer in answers]
    cast_vote(make_member(), answers[5], 1)

    assert counts == [1] * 6
    assert points_of(expert) == 60


def test_nobody_gives_to_themselves():
    question = make_question()

    assert award(question.author_id, Cause.QUESTION_HELPFUL, question, actor=question.author) is None

    assert not ReputationEvent.objects.exists()


def test_taking_back_what_was_never_given_changes_nothing():
    question = make_question()

    assert revoke(question.author_id, Cause.QUESTION_HELPFUL, question, actor=make_member()) is False

    assert points_of(question.author) == 0


def test_the_database_refuses_an_active_event_twice_and_points_from_oneself():
    question, voter = make_question(), make_member()
    event = {"person": question.author, "cause": Cause.QUESTION_HELPFUL, "post": question, "points": 5}
    ReputationEvent.objects.create(**event, actor=voter)
    ReputationEvent.objects.create(**event, actor=None)

    for actor in (voter, None, question.author):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReputationEvent.objects.create(**event, actor=actor)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReputationEvent.objects.create(**event | {"points": -5}, actor=make_member())
    ReputationEvent.objects.update(undone_at=timezone.now())
    ReputationEvent.objects.create(**event, actor=voter)


def test_rebuilding_reports_and_repairs_wrong_sums_and_stale_visibility():
    question = make_question()
    answer = make_answer(question)
    cast_vote(make_member(), answer, 1)
    cast_vote(make_member(), question, 1)
    User.objects.filter(pk=answer.author_id).update(reputation_points=999)
    ReputationEvent.objects.filter(person=question.author).update(is_shown=False)
    people = [answer.author_id, question.author_id]

    reported = rebuild(people, repair=False)
    unchanged = User.objects.get(pk=answer.author_id).reputation_points
    repaired = rebuild(people, repair=True)

    assert reported == repaired == sorted(people)
    assert unchanged == 999
    assert (points_of(answer.author), points_of(question.author)) == (10, 5)
    assert rebuild(people, repair=False) == []
