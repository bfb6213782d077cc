"""Every state × action × role: who can decide what about a post that somebody else wrote."""

import pytest

from accounts.roles import Role
from moderation import rules
from moderation.models import DecisionAction
from posts.kinds import State
from tests.factories import make_comment, make_expert, make_member, make_moderator, make_question, make_staff

pytestmark = pytest.mark.django_db
A = DecisionAction
# What a moderator can do about a question of a member in each state; an administrator can do the same and what is
# in ADMINISTRATOR_TOO, nobody else can do anything.
TEXT = {A.EDIT, A.MASK, A.LOCK, A.CLOSE, A.MOVE}
AUTHOR = {A.WARN, A.SUSPEND}
ALLOWED = {
    State.DRAFT: {A.DISMISS, A.REVIEWED, A.DELETE} | AUTHOR,
    State.PENDING: {A.APPROVE, A.REVIEWED, A.HIDE, A.DELETE} | TEXT | AUTHOR,
    State.VISIBLE: {A.DISMISS, A.REVIEWED, A.HIDE, A.DELETE, A.MERGE} | TEXT | AUTHOR,
    # What reports have hidden, a person confirms.
    State.HIDDEN: {A.DISMISS, A.REVIEWED, A.HIDE, A.DELETE, A.RESTORE} | TEXT | AUTHOR,
    State.DELETED: {A.DISMISS, A.REVIEWED, A.HIDE, A.RESTORE} | AUTHOR,
    State.PURGED: set(),
}
ADMINISTRATOR_TOO = {State.DELETED: {A.PURGE}}
NOBODY = {
    "member": make_member,
    "author": None,
    "expert": make_expert,
    "editor": lambda: make_staff(Role.EDITOR),
    "reviewer": lambda: make_staff(Role.REVIEWER),
    "verifier": lambda: make_staff(Role.VERIFIER),
}


def possible(actor, post):
    return {action for action in DecisionAction if rules.can_take(actor, post, action)}


def in_state(state, author=None):
    post = make_question(author)
    post.state, post.is_public = state, state == State.VISIBLE
    return post


@pytest.mark.parametrize("state", State)
def test_what_moderators_and_administrators_can_decide(state):
    post = in_state(state)

    assert possible(make_moderator(), post) == ALLOWED[state]
    both = ALLOWED[state] | ADMINISTRATOR_TOO.get(state, set())
    assert possible(make_staff(Role.ADMINISTRATOR), post) == both


@pytest.mark.parametrize("role", NOBODY)
def test_nobody_else_decides_anything(role):
    author = make_member()
    actor = NOBODY[role]() if NOBODY[role] else author

    assert {state for state in State if possible(actor, in_state(state, author))} == set()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMINISTRATOR])
def test_staff_decide_nothing_about_their_own_posts(role):
    author = make_staff(role)

    assert {state for state in State if possible(author, in_state(state, author))} == set()


def test_moderators_without_a_second_factor_decide_nothing():
    moderator = make_moderator()
    moderator.has_second_factor = False

    assert {state for state in State if possible(moderator, in_state(state))} == set()


@pytest.mark.parametrize("state", State)
def test_of_a_reply_only_what_makes_sense_is_decided(state):
    comment = make_comment(make_question(), make_member())
    comment.state, comment.is_public = state, state == State.VISIBLE

    assert possible(make_moderator(), comment) == ALLOWED[state] - {A.LOCK, A.CLOSE, A.MOVE, A.MERGE}


def test_moderators_do_not_warn_or_suspend_each_other():
    post = make_question(make_moderator())

    assert not possible(make_moderator(), post) & AUTHOR
    assert possible(make_staff(Role.ADMINISTRATOR), post) >= AUTHOR
