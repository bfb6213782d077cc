"""accounts: who looks at what is not public about somebody else"""

import logging
import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.actions.looking import look_at_application
from accounts.models import User
from audit.models import AuditEvent
from search.models import Document
from tests.factories import (
    LICENSE_NUMBER,
    make_application,
    make_member,
    make_moderator,
    make_verifier,
    run_tasks,
)
from tests.project.test_permissions import GET, POST
from tests.project.world import address, build_world

pytestmark = pytest.mark.django_db


def test_each_look_at_an_application_is_recorded(client):
    application, verifier = make_application(), make_verifier()
    client.force_login(verifier)
    for _ in range(2):
        page = client.get(reverse("accounts:application", args=[application.pk]))

    looks = AuditEvent.objects.filter(action="application.opened", target_id=application.pk, actor=verifier)
    assert LICENSE_NUMBER in page.content.decode()
    assert looks.count() == 2


def test_only_verifiers_look():
    person = make_member()

    for actor in (person, make_moderator()):
        with pytest.raises(PermissionDenied):
            look_at_application(actor, make_application(make_member()))
    assert not AuditEvent.objects.filter(action="application.opened").exists()


def secrets_of(world, reader):
    """A pattern of what nobody but its owner may read: addresses, and the number of a license."""
    emails = User.objects.exclude(pk=getattr(reader, "pk", None)).values_list("email", flat=True)
    is_told = reader is not None and (reader.pk == world.application.applicant_id or reader.is_verifier)
    number = [] if is_told else [LICENSE_NUMBER]
    return re.compile("|".join(re.escape(secret) for secret in [*emails, "gast@example.org", *number]))


def answers(client, world):
    """What each address says to being read and to a form without its token: pages, feeds, errors."""
    for name in sorted({*GET, *POST} - {"media"}):
        page = address(name, world)
        yield name, client.get(page)
        yield name, client.post(page)
    yield "unknown", client.get("/no/such/page/")


READERS = (None, "member", "moderator", "editor", "administrator")


def test_nothing_that_is_sent_out_tells_anybody_elses_address_or_license(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    world = build_world(tmp_path)
    run_tasks()
    mail.outbox.clear()

    for reader in [world.people[role] if role else None for role in READERS]:
        caplog.clear()
        statuses, told = look_everywhere(world, reader)
        assert statuses >= {200, 302, 403, 404}, reader
        assert 500 not in statuses, reader
        assert told == [], reader
        assert secrets_of(world, reader).search(caplog.text) is None, reader


def look_everywhere(world, reader):
    """Return how all addresses answer a reader, and which of them tell what they must not."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if reader:
        client.force_login(reader)
    secrets, statuses, told = secrets_of(world, reader), set(), []
    for name, answer in answers(client, world):
        statuses.add(answer.status_code)
        if found := secrets.search(_all_of(answer)):
            told.append((name, answer.status_code, found))
    return statuses, told


def _all_of(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{answer.headers}\n{body.decode(errors='replace')}"


def test_neither_the_index_nor_the_record_nor_mails_to_others_hold_an_address_or_license(tmp_path):
    world = build_world(tmp_path)
    run_tasks()
    secrets = secrets_of(world, None)

    assert Document.objects.count() > 10
    assert secrets.search(str(list(Document.objects.values()))) is None
    assert AuditEvent.objects.count() > 10
    assert secrets.search(str(list(AuditEvent.objects.values()))) is None
    assert len(mail.outbox) > 5
    told = [f"{each.subject}{each.body}{each.alternatives}{each.extra_headers}" for each in mail.outbox]
    assert [text for text in told if secrets.search(text)] == []
