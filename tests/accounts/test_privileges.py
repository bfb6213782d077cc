"""accounts.privileges and its page"""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import User
from accounts.privileges import Privilege, Threshold, has_privilege, is_new, next_step, standings
from accounts.roles import Role
from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Post
from posts.rules import can_comment, can_vote
from tests.factories import make_expert, make_member, make_moderator, make_newcomer, make_question, make_staff

pytestmark = pytest.mark.django_db


def with_points(person, points, days):
    """Return a person with so many points shown and an account of so many days."""
    created_at = timezone.now() - timedelta(days=days)
    User.objects.filter(pk=person.pk).update(reputation_points=points - 1, created_at=created_at)
    return User.objects.get(pk=person.pk)


def test_the_table_has_a_row_for_each_privilege():
    assert set(settings.PRIVILEGES) == set(Privilege.values)


@pytest.mark.parametrize(
    ("threshold", "points", "days", "is_met"),
    [
        (Threshold(10), 10, 0, True),
        (Threshold(10), 9, 500, False),
        (Threshold(10, 3), 10, 2.9, False),
        (Threshold(10, 3), 10, 3, True),
        (Threshold(10, or_days=3), 1, 3, True),
        (Threshold(10, or_days=3), 1, 2.9, False),
        (Threshold(10, or_days=3), 10, 0, True),
    ],
)
def test_thresholds(threshold, points, days, is_met):
    assert threshold.is_met(points, timedelta(days=days)) is is_met


@pytest.mark.parametrize(
    ("points", "days", "held"),
    [
        (1, 0, {"comment", "vote_helpful", "see_own_removed"}),
        (15, 0, {"comment", "vote_helpful", "see_own_removed", "more_links", "upload_images"}),
        (1, 3, {"comment", "vote_helpful", "see_own_removed", "more_links", "upload_images"}),
        (199, 90, set(Privilege.values) - {"retag", "create_tag", "review_queues", "edit_without_review"}),
        (1000, 59, set(Privilege.values) - {"edit_without_review"}),
        (1000, 60, set(Privilege.values)),
    ],
)
def test_what_members_have(points, days, held):
    person = with_points(make_member(), points, days)

    assert {each.value for each in Privilege if has_privilege(person, each)} == held


@pytest.mark.parametrize("make", [make_expert, *(lambda role=role: make_staff(role) for role in Role)])
def test_verified_experts_and_everybody_with_a_role_have_all_from_the_first_day(make):
    person = with_points(make(), 1, 0)

    assert all(has_privilege(person, each) for each in Privilege)
    assert not is_new(person)
    assert next_step(standings(person)) is None


def test_an_expert_whose_credential_has_run_out_is_a_member():
    person = with_points(make_expert(valid_days=-1), 1, 0)

    assert not has_privilege(person, Privilege.RETAG)
    assert is_new(person)


def test_who_is_signed_out_has_none():
    assert not any(has_privilege(AnonymousUser(), each) for each in Privilege)


@pytest.mark.parametrize(("points", "days", "expected"), [(14, 2.9, True), (15, 0, False), (1, 3, False)])
def test_who_is_new(points, days, expected):
    assert is_new(with_points(make_member(), points, days)) is expected


def test_saying_what_helped_asks_for_the_points_in_the_table(settings):
    newcomer, question = make_newcomer(), make_question()

    allowed = can_vote(newcomer, question)
    settings.PRIVILEGES = settings.PRIVILEGES | {"vote_helpful": {"points": 2}}

    assert allowed
    assert not can_vote(newcomer, question)
    assert can_vote(newcomer, question, 0)


def test_the_page_says_what_the_reader_has_and_what_comes_next(client):
    person = with_points(make_member(), 49, 30)
    client.force_login(person)

    page = client.get("/privileges/").content.decode()

    assert "49 points" in page
    assert "Next:" in page
    assert "Suggest edits to posts of others" in page
    assert page.count('class="is-held"') == 5


def test_the_page_without_an_account_and_for_an_expert(client):
    signed_out = client.get("/privileges/").content.decode()
    client.force_login(make_expert())
    expert = client.get("/privileges/").content.decode()

    assert "is-held" not in signed_out
    assert "You have all privileges" in expert


def test_each_privilege_is_asked_for_somewhere():
    """What the page promises opens something."""
    root = Path(settings.BASE_DIR)
    texts = [
        path.read_text()
        for app in ("accounts", "posts", "qa", "comments", "knowledge", "moderation", "search", "api", "lib")
        for path in (root / app).rglob("*.py")
        if path.name != "privileges.py"
    ]

    unasked = [each.name for each in Privilege if not any(f"Privilege.{each.name}" in text for text in texts)]

    assert unasked == []


def test_commenting_and_seeing_what_was_removed_ask_for_the_points_in_the_table(settings):
    newcomer = make_newcomer()
    own, other = make_question(newcomer), make_question()
    change_state(make_moderator(), own, State.HIDDEN, reason="kind")

    allowed = can_comment(newcomer, other), own in Post.objects.visible_to(newcomer)
    settings.PRIVILEGES = settings.PRIVILEGES | {"comment": {"points": 2}, "see_own_removed": {"points": 2}}

    assert allowed == (True, True)
    assert not can_comment(newcomer, other)
    assert own not in Post.objects.visible_to(newcomer)
    assert other in Post.objects.visible_to(newcomer)
