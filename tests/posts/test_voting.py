"""posts.actions.voting"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import AuditEvent
from lib.errors import UserError
from posts.actions.voting import cast_vote
from posts.models import Post, Vote
from tests.factories import make_answer, make_comment, make_member, make_question

pytestmark = pytest.mark.django_db


def test_an_upvote_counts_once_however_often_it_is_sent():
    question, reader = make_question(), make_member()

    cast_vote(reader, question, 1)
    question = cast_vote(reader, question, 1)

    assert (question.up_count, question.score) == (1, 1)
    assert Vote.objects.count() == 1


def test_changing_helpful_to_did_not_help_moves_the_score_by_two():
    answer, reader = make_answer(make_question()), make_member()
    cast_vote(reader, answer, 1)

    answer = cast_vote(reader, answer, -1)

    assert (answer.up_count, answer.down_count, answer.score) == (0, 1, -1)


def test_withdrawing_a_vote_removes_its_row():
    question, reader = make_question(), make_member()
    cast_vote(reader, question, 1)

    question = cast_vote(reader, question, 0)

    assert question.score == 0
    assert not Vote.objects.exists()


def test_helpfulness_is_drawn_towards_one_half():
    answer = make_answer(make_question())

    answer = cast_vote(make_member(), answer, 1)

    assert answer.helpfulness == pytest.approx(3 / 5)


def test_nobody_votes_on_their_own_post():
    question = make_question()

    with pytest.raises(UserError):
        cast_vote(question.author, question, 1)


def test_did_not_help_is_for_answers_only():
    comment = make_comment(make_question())

    with pytest.raises(PermissionDenied):
        cast_vote(make_member(), comment, -1)


def test_a_suspended_member_does_not_vote():
    reader = make_member(suspended_until=timezone.now() + timedelta(days=1))

    with pytest.raises(PermissionDenied):
        cast_vote(reader, make_question(), 1)


def test_a_vote_is_recorded_and_makes_the_page_newer():
    question, reader = make_question(), make_member()
    before = question.version

    cast_vote(reader, question, 1)

    question.refresh_from_db()
    assert question.version > before
    assert AuditEvent.objects.filter(action="vote.cast", target_id=question.pk, actor=reader).count() == 1


def test_the_database_refuses_a_second_vote_and_odd_values():
    question, reader = make_question(), make_member()
    Vote.objects.create(voter=reader, post=question, value=1)

    for value in (1, 5):
        with pytest.raises(IntegrityError), transaction.atomic():
            Vote.objects.create(voter=reader, post=question, value=value)
    assert Post.objects.get(pk=question.pk).up_count == 0
