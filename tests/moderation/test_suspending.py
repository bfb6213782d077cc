"""Suspending from a person's page: a decision with a rule, and what the suspended person sees"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts import rules as account_rules
from accounts.actions.suspending import end_suspension, suspend
from accounts.models import User
from accounts.suspensions import DAYS, SuspensionReason
from audit.models import AuditEvent
from moderation.actions.suspending import Terms, suspend_over
from moderation.models import Decision, Flag
from posts import rules as post_rules
from tests.factories import make_comment, make_item, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db
FORM = {"days": "3", "rule": "selling", "reason": "Please stop <b>advertising</b>."}
PAGE = "/people/sid/suspend/"


@pytest.fixture
def person():
    return make_member("sid")


@pytest.fixture
def text(person):
    return make_comment(make_question(), person)


@pytest.fixture
def moderator(client):
    moderator = make_moderator("moe")
    client.force_login(moderator)
    return moderator


def test_a_suspension_is_a_decision_that_names_rule_reason_and_text(client, moderator, person, text):
    for days in DAYS:
        response = client.post(PAGE, FORM | {"post": text.pk, "days": str(days)})

        decision = Decision.objects.latest("pk")
        assert response.url == reverse("moderation:item", args=[decision.item_id])
        assert (decision.action, decision.rule, decision.reason) == ("suspend", "selling", FORM["reason"])
        assert (decision.post_id, decision.moderator, decision.item.is_open) == (text.pk, moderator, False)
        person = User.objects.get(pk=person.pk)
        assert person.is_suspended
        assert abs(person.suspended_until - timezone.now() - timedelta(days=days)) < timedelta(minutes=1)
    assert Decision.objects.count() == len(DAYS)


def test_the_record_names_days_and_rule_but_no_words(client, moderator, person, text):
    client.post(PAGE, FORM | {"post": text.pk})

    event = AuditEvent.objects.get(action="person.suspended")
    assert (event.actor, event.details["days"], event.details["reason"]) == (moderator, 3, "spam")
    assert AuditEvent.objects.get(action="moderation.suspend").details["rule"] == "selling"
    assert not AuditEvent.objects.filter(details__icontains="advertising").exists()


def test_the_person_reads_the_rule_and_the_role_and_can_ask_for_a_second_look(
    client, moderator, person, text
):
    client.post(PAGE, FORM | {"post": text.pk})
    client.force_login(person)

    assert "Nothing to sell" in client.get("/decisions/").content.decode()
    page = client.get(reverse("moderation:decision", args=[Decision.objects.get().pk])).content.decode()
    assert "Decided by a moderator" in page
    assert "Nothing to sell" in page
    assert "Ask for a second look" in page
    assert "moe" not in page


def test_single_abilities_alone_and_undoing_gives_all_back(client, moderator, person, text):
    client.post(PAGE, FORM | {"post": text.pk, "abilities": ["comment"]})

    kept = User.objects.get(pk=person.pk)
    assert (kept.is_partly_suspended, post_rules.can_comment(kept, text.root)) == (True, False)
    assert account_rules.can_write(kept)
    assert "Suspended from: Commenting." in client.get("/people/sid/").content.decode()

    client.post(reverse("moderation:undo", args=[Decision.objects.get().pk]))
    assert Decision.objects.get().is_undone
    free = User.objects.get(pk=person.pk)
    assert (free.suspended_until, free.suspended_abilities, free.suspension_words) == (None, [], "")


def test_what_makes_no_sense_is_explained_and_suspends_nobody(client, moderator, person, text):
    masked, other = make_question(person, is_masked=True), make_comment(text.root)
    cases = [("days", "2"), ("days", ""), ("days", "x"), ("rule", "mood"), ("rule", ""), ("reason", ""),
             ("reason", "a" * 301), ("abilities", ["breathing"]), ("post", ""), ("post", str(other.pk)),
             ("post", str(masked.pk))]  # fmt: skip
    for field, value in cases:
        response = client.post(PAGE, FORM | {"post": text.pk, field: value})

        assert (response.status_code, list(response.context["form"].errors)) == (422, [field]), (field, value)
    assert not Decision.objects.exists()
    assert User.objects.get(pk=person.pk).suspended_until is None


def test_what_waits_in_the_queue_is_decided_there(client, moderator, person, text):
    make_item(text)

    response = client.post(PAGE, FORM | {"post": text.pk})

    assert "waits in the queue" in str(response.context["form"].errors["post"])
    assert Flag.objects.get().is_open
    assert User.objects.get(pk=person.pk).suspended_until is None


def test_without_a_text_the_page_leads_to_blocking_the_account(client, moderator, person):
    page = client.get(PAGE).content.decode()

    assert "/moderation/spammer/sid/" in page
    assert 'name="rule"' not in page
    client.post("/moderation/spammer/sid/", {"upto": "0", "reason": "Advertising in the profile."})
    assert User.objects.get(pk=person.pk).is_suspended


def test_a_moderator_ends_it_early_and_the_words_are_gone(client, moderator, person, text):
    client.post(PAGE, FORM | {"post": text.pk})

    client.post(PAGE, {"intent": "end"})

    person.refresh_from_db()
    assert (person.suspended_until, person.suspension_reason, person.suspension_words) == (None, "", "")
    page = client.get(PAGE).content.decode()
    assert "Ended early" in page
    assert "Suspended for 3 days: Advertising or spam" in page


def test_staff_is_out_of_a_moderators_reach_on_the_page_too(client, moderator):
    colleague = make_moderator("colleague")
    text, own = make_comment(make_question(), colleague), make_comment(make_question(), moderator)

    assert client.get("/people/colleague/suspend/").status_code == 403
    assert client.post("/people/colleague/suspend/", FORM | {"post": text.pk}).status_code == 403
    assert client.post("/people/moe/suspend/", FORM | {"post": own.pk}).status_code == 403
    assert b"/people/colleague/suspend/" not in client.get("/people/colleague/").content
    for person, post in [(colleague, text), (moderator, own), (make_member(), text)]:
        with pytest.raises(PermissionDenied):
            suspend_over(moderator, person, post, Terms("kind", "Be kind.", 1))
    assert not Decision.objects.exists()


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
    suspend(make_moderator(), person, until=until, reason=SuspensionReason.SPAM, words=FORM["reason"])
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
    with django_assert_num_queries(5):
        client.get("/people/sid/suspend/")

    for _ in range(20):
        suspend(make_moderator(), person, until=timezone.now() + timedelta(days=1))

    with django_assert_num_queries(5):
        client.get("/people/sid/suspend/")
