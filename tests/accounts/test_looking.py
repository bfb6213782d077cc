"""accounts: who looks at what is not public about somebody else"""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.actions.looking import look_at_application
from accounts.models import User
from audit.models import AuditEvent
from tests.factories import LICENSE_NUMBER, make_application, make_member, make_moderator, make_verifier
from tests.project.test_permissions import GET
from tests.project.world import ROLES, address, build_world

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


@pytest.mark.parametrize("role", ["moderator", "administrator", "editor"])
def test_no_page_shows_anybody_elses_address(client, tmp_path, role):
    world = build_world(tmp_path)
    reader = world.people[role]
    client.force_login(reader)
    others = User.objects.exclude(pk=reader.pk).values_list("email", flat=True)
    anybodys = re.compile("|".join(re.escape(email) for email in [*others, "gast@example.org"]))
    names = [name for name, row in GET.items() if row[ROLES.index(role)] == 200 and name != "media"]

    shown = [name for name in names if anybodys.search(client.get(address(name, world)).content.decode())]

    assert len(names) > 30
    assert shown == []
