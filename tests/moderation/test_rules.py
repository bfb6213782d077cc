"""Every kind × state × action × role: who can decide what about a post that somebody else wrote."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.roles import Role
from moderation import rules
from moderation.models import DecisionAction
from posts.kinds import State
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_expert,
    make_guest_comment,
    make_member,
    make_moderator,
    make_question,
    make_staff,
)

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
# What makes no sense for the other kinds. The text of an article belongs to the editors.
OF_A_QUESTION = {A.CLOSE, A.MOVE, A.MERGE}
NOT_ABOUT = {
    "question": set(),
    "answer": OF_A_QUESTION | {A.LOCK},
    "comment": OF_A_QUESTION | {A.LOCK},
    "article": OF_A_QUESTION | {A.EDIT, A.MASK},
    # There is no account to warn or suspend.
    "guest": OF_A_QUESTION | {A.LOCK} | AUTHOR,
}


@pytest.fixture
def posts(tmp_path):
    """One post of each kind, written by members, an expert and a guest."""
    question, article = make_question(), make_article(tmp_path)
    return {
        "question": question,
        "answer": make_answer(question),
        "comment": make_comment(question),
        "article": article,
        "guest": make_guest_comment(article),
    }


def possible(actor, post):
    return {action for action in DecisionAction if rules.can_take(actor, post, action)}


def cells(actor, posts):
    """What somebody can decide, as {(kind, state): actions}, without the cells that are empty."""
    found = {}
    for kind, post in posts.items():
        for state in State:
            post.state, post.is_public = state, state == State.VISIBLE
            found[kind, state] = possible(actor, post)
    return without_empty(found)


def without_empty(table):
    return {cell: actions for cell, actions in table.items() if actions}


def test_every_kind_state_action_and_role(posts):
    moderator = {(kind, state): ALLOWED[state] - NOT_ABOUT[kind] for kind in posts for state in State}
    both = {
        (kind, state): does | ADMINISTRATOR_TOO.get(state, set()) for (kind, state), does in moderator.items()
    }
    suspended, without_factor = make_moderator(), make_moderator()
    suspended.suspended_until = timezone.now() + timedelta(days=1)
    without_factor.has_second_factor = False
    roles = {
        "moderator": (make_moderator(), moderator),
        "administrator": (make_staff(Role.ADMINISTRATOR), both),
        "anonymous": (AnonymousUser(), {}),
        "member": (make_member(), {}),
        "expert": (make_expert(), {}),
        "editor": (make_staff(Role.EDITOR), {}),
        "reviewer": (make_staff(Role.REVIEWER), {}),
        "verifier": (make_staff(Role.VERIFIER), {}),
        "asker": (posts["question"].author, {}),
        "answerer": (posts["answer"].author, {}),
        "suspended moderator": (suspended, {}),
        "moderator without a second factor": (without_factor, {}),
    }

    for role, (actor, expected) in roles.items():
        assert cells(actor, posts) == without_empty(expected), role


def test_staff_decide_nothing_about_their_own_posts_of_any_kind(posts):
    for role in (Role.MODERATOR, Role.ADMINISTRATOR):
        author = make_staff(role)
        for post in posts.values():
            post.author = author

        assert cells(author, posts) == {}, role


def test_a_locked_thread_and_a_merged_question_take_what_is_left(posts):
    question = posts["question"]
    question.comments_closed = True
    assert A.LOCK not in possible(make_moderator(), question)

    question.merged_into_id, question.is_public = posts["article"].pk, False
    assert not possible(make_moderator(), question) & {A.HIDE, A.DELETE, A.MERGE}


def test_moderators_do_not_warn_or_suspend_each_other():
    post = make_question(make_moderator())

    assert not possible(make_moderator(), post) & AUTHOR
    assert possible(make_staff(Role.ADMINISTRATOR), post) >= AUTHOR
