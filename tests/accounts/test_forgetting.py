"""accounts: what is not kept about where people were signed in, and in their inbox"""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts import tasks
from accounts.actions.forgetting import forget_ended_sessions, shorten_addresses
from notifications.actions.forgetting import forget_read
from notifications.actions.notifying import notify
from notifications.models import Notification, Verb
from tests.accounts.test_settings import signed_in
from tests.factories import make_member, make_question, run_tasks

pytestmark = pytest.mark.django_db


def make_session(ip, days):
    at = timezone.now() - timedelta(days=days)
    key = f"{ip}-{days}".ljust(32, "x")[:40]
    return UserSession.objects.create(user=make_member(), ip=ip, session_key=key, last_seen_at=at)


@pytest.mark.parametrize(
    ("ip", "days", "left"),
    [
        ("203.0.113.77", 31, "203.0.113.0"),
        ("203.0.113.77", 29, "203.0.113.77"),
        ("2001:db8:aa:bb:cc::1", 31, "2001:db8:aa::"),
        ("2001:db8:aa:bb:cc::1", 29, "2001:db8:aa:bb:cc::1"),
    ],
)
def test_addresses_are_cut_after_a_month(ip, days, left):
    session = make_session(ip, days)

    shorten_addresses()

    session.refresh_from_db()
    assert session.ip == left
    assert shorten_addresses() == 0


def test_ended_sessions_are_forgotten_and_others_are_not():
    person = make_member()
    client = signed_in(person)
    signed_in(person)
    Session.objects.exclude(session_key=client.session.session_key).update(
        expire_date=timezone.now() - timedelta(days=1)
    )

    tasks.forget_sessions.enqueue()
    run_tasks()

    assert UserSession.objects.get(user=person).session_key == client.session.session_key
    assert list(Session.objects.values_list("session_key", flat=True)) == [client.session.session_key]
    assert forget_ended_sessions() == 0


def test_what_was_read_a_year_ago_leaves_the_inbox():
    person = make_member()
    for days in (None, 364, 366):
        notify(person, Verb.MENTIONED, make_question())
        newest = Notification.objects.order_by("-pk").first()
        newest.read_at = timezone.now() - timedelta(days=days) if days else None
        newest.save()

    assert forget_read() == 1
    assert Notification.objects.filter(recipient=person).count() == 2
