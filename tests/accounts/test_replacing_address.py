"""The operator helps somebody who has lost the mailbox: manage.py replace_address"""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.actions.leaving import ask_to_leave
from accounts.leaving import WhatOfPosts
from accounts.models import User
from audit.models import AuditEvent
from tests.factories import PASSWORD, make_member, run_tasks

pytestmark = pytest.mark.django_db
WHY = "Met her in person with a colleague"


def replace(old, new, **options):
    said = StringIO()
    call_command("replace_address", old, new, **({"reason": WHY} | options), stdout=said)
    return said.getvalue()


def test_the_new_mailbox_is_the_only_way_in_and_both_are_told(client):
    person = make_member("lost_mailbox")
    old = person.email
    EmailAddress.objects.create(user=person, email="second@example.net", verified=True)
    client.post(reverse("account_login"), {"login": old, "password": PASSWORD})
    assert UserSession.objects.filter(user=person).exists()

    said = replace(old.upper(), "found@example.net")

    assert "lost_mailbox has the address found@example.net" in said
    person.refresh_from_db()
    assert person.email == "found@example.net"
    addresses = EmailAddress.objects.filter(user=person).values_list("email", "verified", "primary")
    assert list(addresses) == [("found@example.net", True, True)]
    assert not person.has_usable_password()
    assert not UserSession.objects.filter(user=person).exists()
    run_tasks()
    assert {message.to[0] for message in mail.outbox} == {old, "found@example.net"}
    mail.outbox.clear()
    client.post(reverse("account_reset_password"), {"email": "found@example.net"})
    client.post(reverse("account_reset_password"), {"email": old})
    run_tasks()
    assert "found@example.net" in {message.to[0] for message in mail.outbox}
    assert not any("lost_mailbox" in message.body for message in mail.outbox if message.to == [old])


def test_it_is_recorded_with_the_reason_and_without_addresses():
    person = make_member()

    replace(person.email, "found@example.net")

    event = AuditEvent.objects.get(action="address.replaced")
    assert (event.actor, event.target_id, event.details) == (None, person.pk, {"reason": WHY})


def test_what_is_refused_changes_nothing():
    person, other, leaving = make_member(), make_member(), make_member()
    ask_to_leave(leaving, WhatOfPosts.KEEP)
    EmailAddress.objects.create(user=other, email="others@example.net", verified=True)
    before = list(User.objects.order_by("pk").values_list("email", "password"))
    refused = [
        (person.email, other.email.upper(), WHY, "Another account"),
        (person.email, "others@example.net", WHY, "Another account"),
        (person.email, "no address", WHY, "valid email"),
        (leaving.email, "found@example.net", WHY, "closed"),
        ("nobody@example.org", "found@example.net", WHY, "Nobody here"),
    ]

    for old, new, why, words in refused:
        with pytest.raises(CommandError, match=words):
            replace(old, new, reason=why)
    for why in ("", "lost it"):
        with pytest.raises(CommandError, match="how you know who is asking"):
            call_command("replace_address", person.email, "found@example.net", f"--reason={why}")

    assert list(User.objects.order_by("pk").values_list("email", "password")) == before
    assert not AuditEvent.objects.filter(action="address.replaced").exists()
