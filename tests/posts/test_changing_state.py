"""posts.actions.changing_state"""

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from accounts.roles import Role
from audit.models import AuditEvent
from posts.actions.changing_state import change_state
from posts.kinds import TRANSITIONS, State
from posts.models import Post, Revision, Tag
from posts.rules import can_change_state
from tests.factories import (
    make_answer,
    make_comment,
    make_member,
    make_moderator,
    make_question,
    make_staff,
)

pytestmark = pytest.mark.django_db


def test_hiding_an_answer_takes_it_and_its_comments_from_the_public_and_from_the_count():
    question = make_question()
    answer = make_answer(question)
    comment = make_comment(answer)

    change_state(make_moderator(), answer, State.HIDDEN)

    comment.refresh_from_db()
    question.refresh_from_db()
    assert not comment.is_public
    assert comment.state == State.VISIBLE
    assert question.answer_count == 0


def test_restoring_brings_everything_back_exactly():
    question = make_question()
    answer = make_answer(question)
    make_comment(answer)
    moderator = make_moderator()
    before = list(Post.objects.order_by("pk").values("state", "is_public", "answer_count", "comment_count"))

    change_state(moderator, question, State.HIDDEN)
    change_state(moderator, question, State.VISIBLE)

    after = list(Post.objects.order_by("pk").values("state", "is_public", "answer_count", "comment_count"))
    assert after == before
    assert Tag.objects.get(slug="calf").post_count == 1


def test_a_reply_hidden_on_its_own_stays_hidden_when_its_question_returns():
    question = make_question()
    answer, moderator = make_answer(question), make_moderator()
    change_state(moderator, answer, State.HIDDEN)
    change_state(moderator, question, State.DELETED)

    change_state(moderator, question, State.VISIBLE)

    answer.refresh_from_db()
    assert (answer.state, answer.is_public) == (State.HIDDEN, False)


def test_a_hidden_question_does_not_count_for_its_tags():
    question = make_question()

    change_state(make_moderator(), question, State.HIDDEN)

    assert Tag.objects.get(slug="calf").post_count == 0


def test_every_change_is_recorded_with_the_state_before():
    question, moderator = make_question(), make_moderator()

    change_state(moderator, question, State.HIDDEN, reason="spam")

    event = AuditEvent.objects.get(action="post.hidden")
    assert (event.actor, event.target_id) == (moderator, question.pk)
    assert event.details == {"before": "visible", "reason": "spam"}


def test_erasing_keeps_the_row_and_nothing_of_the_text():
    question = make_question()
    administrator = make_staff(Role.ADMINISTRATOR)
    change_state(administrator, question, State.DELETED)

    change_state(administrator, question, State.PURGED)

    question.refresh_from_db()
    assert (question.title, question.body, question.body_html, question.excerpt) == ("", "", "", "")
    assert not Revision.objects.filter(post=question).exists()


def test_only_the_transitions_of_the_table_are_possible():
    administrator, question = make_staff(Role.ADMINISTRATOR), make_question()

    for before, after in itertools.product(State, State):
        question.state = before
        assert can_change_state(administrator, question, after) == (after in TRANSITIONS[before])


def test_moderators_do_not_erase_and_do_not_judge_themselves():
    moderator = make_moderator()
    own = make_question(moderator)
    deleted = change_state(moderator, make_question(), State.DELETED)

    with pytest.raises(PermissionDenied):
        change_state(moderator, own, State.HIDDEN)
    with pytest.raises(PermissionDenied):
        change_state(moderator, deleted, State.PURGED)


def test_authors_take_back_a_question_until_it_is_answered():
    lonely, answered = make_question(), make_question()
    make_answer(answered)

    change_state(lonely.author, lonely, State.DELETED)
    with pytest.raises(PermissionDenied):
        change_state(answered.author, answered, State.DELETED)


def test_strangers_change_nothing():
    with pytest.raises(PermissionDenied):
        change_state(make_member(), make_question(), State.DELETED)
