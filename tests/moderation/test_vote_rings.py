"""moderation.actions.finding_rings and its page"""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from moderation.actions.finding_rings import close_ring, find_rings
from moderation.models import VoteRing
from moderation.tasks import find_vote_rings
from posts.models import Vote
from tests.factories import make_member, make_moderator, make_question, make_ring, run_tasks

pytestmark = pytest.mark.django_db


def vote_often(voter, author, number, value=1, days_ago=0):
    votes = Vote.objects.bulk_create(
        Vote(voter=voter, post=make_question(author), value=value) for _ in range(number)
    )
    at = timezone.now() - timedelta(days=days_ago)
    Vote.objects.filter(pk__in=[vote.pk for vote in votes]).update(at=at)


def comes_from(person, address):
    UserSession.objects.create(
        user=person, ip=address, session_key=f"{person.pk}-{address}", last_seen_at=timezone.now()
    )


def test_two_who_vote_for_each_other_are_found_with_their_numbers():
    one, other = make_member(), make_member()
    vote_often(one, other, 5)
    vote_often(other, one, 6)
    vote_often(make_member(), one, 3)

    find_vote_rings.enqueue()
    run_tasks()

    ring = VoteRing.objects.get()
    assert (ring.first, ring.second) == (one, other)
    assert (ring.votes_to_second, ring.votes_to_first, ring.share) == (5, 6, 100)


@pytest.mark.parametrize(
    ("given", "got", "days_ago", "value"), [(4, 9, 0, 1), (9, 4, 0, 1), (9, 9, 31, 1), (9, 9, 0, -1)]
)
def test_few_old_and_unhelpful_votes_are_no_ring(given, got, days_ago, value):
    one, other = make_member(), make_member()
    vote_often(one, other, given, value, days_ago)
    vote_often(other, one, got, value, days_ago)

    assert find_rings() == 0


def test_people_whose_votes_come_from_many_are_no_ring():
    one, other = make_member(), make_member()
    vote_often(one, other, 6)
    vote_often(other, one, 6)
    for author in (one, other):
        vote_often(make_member(), author, 4)

    assert find_rings() == 0
    Vote.objects.filter(post__author=one).exclude(voter=other).first().delete()
    assert find_rings() == 1


@pytest.mark.parametrize(
    ("one_address", "other_address", "found"),
    [
        ("203.0.113.7", "203.0.113.200", True), ("203.0.113.7", "203.0.113.0", True),
        ("203.0.113.7", "203.0.114.7", False), ("2001:db8:1:2::5", "2001:db8:1:9::1", True),
        ("2001:db8:1:2::5", "2001:db8:2:2::5", False), ("203.0.113.7", None, False),
    ],
)  # fmt: skip
def test_one_who_votes_for_another_is_found_when_both_come_from_one_network(
    client, one_address, other_address, found
):
    author, voter = make_member("ann"), make_member("bob")
    vote_often(voter, author, 5)
    comes_from(voter, one_address)
    if other_address:
        comes_from(author, other_address)

    assert find_rings() == int(found)

    if found:
        ring = VoteRing.objects.get()
        assert (ring.votes_to_first, ring.votes_to_second, ring.shares_network) == (5, 0, True)
        client.force_login(make_moderator())
        page = client.get("/moderation/vote-rings/").content.decode()
        assert "Same network" in page
        assert one_address not in page
        assert other_address not in page


def test_one_network_alone_is_no_ring():
    author, voter = make_member(), make_member()
    vote_often(voter, author, 5)
    vote_often(make_member(), author, 4)
    for person in (author, voter):
        comes_from(person, "203.0.113.7")

    assert find_rings() == 0


def test_counting_again_tells_whether_the_network_is_still_the_same():
    one, other = make_member(), make_member()
    ring = make_ring(one, other)
    assert not ring.shares_network
    for person in (one, other):
        comes_from(person, "203.0.113.7")

    find_rings()

    ring.refresh_from_db()
    assert ring.shares_network


def test_searching_again_brings_the_numbers_up_to_date():
    one, other = make_member(), make_member()
    make_ring(one, other)
    vote_often(other, one, 2)

    assert find_rings() == 0

    assert VoteRing.objects.get().votes_to_first == 7


def test_a_pair_that_was_put_aside_comes_back_after_thirty_days_at_the_earliest():
    one, other = make_member(), make_member()
    close_ring(make_moderator(), make_ring(one, other))

    again = find_rings()
    VoteRing.objects.update(closed_at=timezone.now() - timedelta(days=31))
    later = find_rings()

    assert (again, later) == (0, 1)


def test_putting_aside_is_recorded_and_only_for_moderators_who_are_not_in_it():
    moderator, friend = make_moderator(), make_member()
    ring = make_ring(moderator, friend)

    for actor in (moderator, friend):
        with pytest.raises(PermissionDenied):
            close_ring(actor, ring)
    colleague = make_moderator()
    ring = close_ring(colleague, ring)

    assert (ring.is_open, ring.closed_by) == (False, colleague)
    assert AuditEvent.objects.filter(action="vote_ring.closed", actor=colleague).count() == 1


def test_the_page_shows_the_pair_and_puts_it_aside(client):
    ring = make_ring(make_member("ann"), make_member("bob"))
    client.force_login(make_moderator())

    before = client.get("/moderation/vote-rings/").content.decode()
    client.post(reverse("moderation:close-vote-ring", args=[ring.pk]))
    after = client.get("/moderation/vote-rings/").content.decode()

    assert "/people/ann/" in before
    assert "/people/ann/" not in after
    assert "Same network" not in before


def test_the_database_refuses_a_pair_twice_in_the_wrong_order_and_closed_by_nobody():
    ring = make_ring(make_member(), make_member())
    numbers = {"votes_to_first": 5, "votes_to_second": 5, "share": 90}
    pair = {"first": ring.first, "second": ring.second}

    for columns in (
        pair,
        {"first": ring.second, "second": ring.first},
        pair | {"is_open": False},
        {"first": ring.first, "second": make_member(), "share": 101},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            VoteRing.objects.create(**numbers | columns)
