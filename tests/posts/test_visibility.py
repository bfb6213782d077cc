"""posts.querysets: what there is to see"""

import pytest
from django.contrib.auth.models import AnonymousUser

from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Post
from tests.factories import make_answer, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db


def in_state(state):
    question = make_question()
    Post.objects.filter(pk=question.pk).update(state=state, is_public=state == State.VISIBLE)
    question.refresh_from_db()
    return question


@pytest.mark.parametrize("state", State)
def test_the_public_sees_visible_posts_only(state):
    question = in_state(state)

    for reader in (AnonymousUser(), make_member()):
        seen = Post.objects.visible_to(reader).filter(pk=question.pk).exists()
        assert seen == (state == State.VISIBLE)


@pytest.mark.parametrize("state", State)
def test_authors_see_their_own_until_it_is_erased(state):
    question = in_state(state)

    assert Post.objects.visible_to(question.author).exists() == (state != State.PURGED)


@pytest.mark.parametrize("state", State)
def test_moderators_see_all_but_drafts_and_what_is_erased(state):
    in_state(state)

    seen = Post.objects.visible_to(make_moderator()).exists()

    assert seen == (state not in (State.DRAFT, State.PURGED))


def test_an_answer_under_a_hidden_question_is_not_public():
    answer = make_answer(make_question())

    change_state(make_moderator(), answer.root, State.HIDDEN)

    assert not Post.objects.public().exists()
