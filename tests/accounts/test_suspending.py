"""Suspending on the site: the page for moderators, and what the suspended person sees"""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.suspending import end_suspension, suspend
from accounts.suspensions import DAYS, SuspensionReason
from audit.models import AuditEvent
from tests.factories import make_member, make_moderator

pytestmark = pytest.mark.django_db
FORM = {"days": "3", "reason": "spam", "words": "Please stop <b>advertising</b>."}


@pytest.fixture
def person():
    return make_member("sid")


@pytest.fixture
def moderator(client):
    moderator = make_moderator("moe")
    client.force_login(moderator)
    return moderator


@pytest.mark.parametrize("days", DAYS)
def test_a_moderator_suspends_for_some_days(client, moderator, person, days):
    response = client.post("/people/sid/suspend/", FORM | {"days": str(days)})

    person.refresh_from_db()
    assert response.url == "/people/sid/"
    assert abs(person.suspended_until - timezone.now() - timedelta(days=days)) < timedelta(minutes=1)
    assert (person.suspension_reason, person.suspension_words) == ("spam", FORM["words"])


def test_the_record_names_days_and_reason_but_no_words(client, moderator, person):
    client.post("/people/sid/suspend/", FORM)

    event = AuditEvent.objects.get(action="person.suspended")
    assert (event.actor, event.details["days"], event.details["reason"]) == (moderator, 3, "spam")
    assert "advertising" not in str(event.details)


@pytest.mark.parametrize(
    ("field", "value"),
    [("days", "2"), ("days", "0"), ("days", ""), ("days", "-1"), ("days", "x"), ("reason", "mood"), ("reason", ""),
     ("words", "a" * 501), ("words", "a\x00")],
)  # fmt: skip
def test_what_makes_no_sense_is_explained_and_suspends_nobody(client, moderator, person, field, value):
    response = client.post("/people/sid/suspend/", FORM | {field: value})

    person.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert person.suspended_until is None


def test_a_moderator_ends_it_early_and_the_words_are_gone(client, moderator, person):
    client.post("/people/sid/suspend/", FORM)

    client.post("/people/sid/suspend/", {"intent": "end"})

    person.refresh_from_db()
    assert (person.suspended_until, person.suspension_reason, person.suspension_words) == (None, "", "")
    page = client.get("/people/sid/suspend/").content.decode()
    assert "Ended early" in page
    assert "Suspended for 3 days: Advertising or spam" in page


def test_staff_is_out_of_a_moderators_reach_on_the_page_too(client, moderator):
    make_moderator("colleague")

    assert client.get("/people/colleague/suspend/").status_code == 403
    assert client.post("/people/colleague/suspend/", FORM).status_code == 403
    assert client.post("/people/moe/suspend/", FORM).status_code == 403
    assert b"/people/colleague/suspend/" not in client.get("/people/colleague/").content


def test_moderators_see_it_on_the_profile_and_nobody_else_does(client, moderator, person):
    suspend(
        moderator,
        person,
        until=timezone.now() + timedelta(days=1),
        reason=SuspensionReason.SPAM,
        words="Secret",
    )
    assert "Secret" in client.get("/people/sid/").content.decode()
    assert "/people/sid/suspend/" in client.get("/people/sid/").content.decode()

    for reader in (None, make_member()):
        client.logout()
        if reader:
            client.force_login(reader)
        page = client.get("/people/sid/").content.decode()
        assert "Secret" not in page
        assert "uspended" not in page


def test_the_person_reads_until_when_and_why_on_every_page(client, person):
    until = timezone.now() + timedelta(days=3)
    suspend(make_moderator(), person, until=until, reason=SuspensionReason.SPAM, words=FORM["words"])
    client.force_login(person)

    for address in ("/", "/questions/", "/inbox/", "/profile/", "/people/sid/"):
        page = client.get(address).content.decode()
        assert "You cannot write here until" in page
        assert "Advertising or spam" in page
        assert "Please stop &lt;b&gt;advertising&lt;/b&gt;." in page
        assert "read everything" in page


@pytest.mark.parametrize("ended", ["by itself", "early"])
def test_the_notice_ends_with_the_suspension(client, person, ended):
    moderator = make_moderator()
    until = timezone.now() + (timedelta(days=1) if ended == "early" else timedelta(seconds=-1))
    suspend(moderator, person, until=until, reason=SuspensionReason.SPAM)
    if ended == "early":
        end_suspension(moderator, person)
    client.force_login(person)

    assert "You cannot write" not in client.get("/").content.decode()
    assert client.get("/profile/handle/").status_code == 200


def test_the_page_takes_the_same_queries_however_often_someone_was_suspended(
    client, moderator, person, django_assert_num_queries
):
    suspend(moderator, person, until=timezone.now() + timedelta(days=1))
    client.get("/people/sid/suspend/")
    with django_assert_num_queries(4):
        client.get("/people/sid/suspend/")

    for _ in range(20):
        suspend(make_moderator(), person, until=timezone.now() + timedelta(days=1))

    with django_assert_num_queries(4):
        client.get("/people/sid/suspend/")
