"""qa.standing: every standing × act × party against one table that says it in full."""

import itertools

import pytest

from qa.models import CloseReason, Standing
from qa.rules import can_move, parties_of
from qa.standing import ANSWERABLE, Act, Party, allows
from tests.factories import make_expert, make_member, make_moderator, make_question, make_suggester

# Who may do what, by standing; a closed question by its reason. Whatever is not written here is refused.
ALLOWED = {
    ("open", ""): {
        "asker": {"settle"},
        "curator": {"close", "ask_detail"},
        "moderator": {"close", "ask_detail", "merge"},
        "site": {"archive"},
    },
    ("needs_details", ""): {
        "asker": {"settle", "give_detail"},
        "curator": {"close", "ask_detail", "reopen"},
        "expert": {"answer"},
        "moderator": {"close", "ask_detail", "reopen", "merge"},
        "site": {"archive"},
    },
    ("closed", "off_topic"): {"curator": {"reopen"}, "moderator": {"reopen", "merge"}},
    ("closed", "unclear"): {"asker": {"improve"}, "curator": {"reopen"}, "moderator": {"reopen", "merge"}},
    ("closed", "needs_details"): {
        "asker": {"improve"},
        "curator": {"reopen"},
        "moderator": {"reopen", "merge"},
    },
    ("closed", "duplicate"): {"curator": {"reopen"}, "moderator": {"reopen", "merge"}},
    ("closed", "resolved"): {"asker": {"take_back"}, "curator": {"reopen"}, "moderator": {"reopen", "merge"}},
    ("merged", ""): {"moderator": {"split"}},
    ("archived", ""): {
        "asker": {"take_back", "improve"},
        "curator": {"reopen", "close"},
        "expert": {"answer"},
        "moderator": {"reopen", "close", "merge"},
    },
}
REACHABLE = [(standing, "") for standing in Standing if standing != Standing.CLOSED] + [
    (Standing.CLOSED, reason) for reason in CloseReason
]


def test_the_table_knows_every_standing_and_reason():
    assert {(str(standing), str(reason)) for standing, reason in REACHABLE} == set(ALLOWED)


@pytest.mark.parametrize(("standing", "reason"), REACHABLE)
def test_every_standing_act_and_party(standing, reason):
    expected = ALLOWED[standing, reason]

    for act, party in itertools.product(Act, Party):
        is_allowed = allows(frozenset({party}), standing, act, reason)
        assert is_allowed == (act in expected.get(party, set())), (act, party)


def test_nobody_is_allowed_anything():
    assert not any(
        allows(frozenset(), standing, act, reason)
        for (standing, reason), act in itertools.product(REACHABLE, Act)
    )


def test_experts_answer_what_is_open_archived_or_waits_for_a_detail():
    assert set(ANSWERABLE) == {"open", "needs_details", "archived"}


@pytest.mark.django_db
def test_what_people_are_to_a_question():
    asker = make_suggester(points=600)
    question = make_question(asker).question
    curator = make_suggester(points=500, days_old=31)

    found = [parties_of(person, question) for person in (asker, make_member(), curator, make_expert())]

    assert found == [{Party.ASKER}, set(), {Party.CURATOR}, {Party.CURATOR, Party.EXPERT}]
    assert Party.MODERATOR in parties_of(make_moderator(), question)


@pytest.mark.django_db
def test_nothing_moves_while_a_question_is_hidden_or_locked():
    question = make_question().question
    curator = make_suggester(points=500, days_old=31)
    assert can_move(curator, question, Act.CLOSE)

    question.post.is_locked = True
    assert not can_move(curator, question, Act.CLOSE)
    assert can_move(make_moderator(), question, Act.CLOSE)
    question.post.is_public = False
    assert not can_move(make_moderator(), question, Act.CLOSE)
