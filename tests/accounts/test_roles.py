"""accounts: roles, experts, suspension, demo accounts, profile"""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from accounts import rules
from accounts.actions.editing_profile import Profile, edit_profile
from accounts.actions.granting_roles import set_roles
from accounts.actions.suspending import end_suspension, suspend
from accounts.actions.verifying_experts import CheckedCredential, grant_credential
from accounts.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, create_demo_accounts, create_demo_person
from accounts.models import User
from accounts.roles import Role
from audit.models import AuditEvent
from tests.factories import give_second_factor, make_expert, make_member, make_moderator, make_staff

pytestmark = pytest.mark.django_db


def credential(**changes):
    today = timezone.localdate()
    base = {
        "profession": "nurse",
        "country": "Chile",
        "register": "Registro Nacional",
        "checked_on": today,
        "valid_until": today + timedelta(days=300),
    }
    return CheckedCredential(**(base | changes))


def test_an_administrator_gives_and_takes_roles():
    administrator, person = make_staff(Role.ADMINISTRATOR), make_member()

    assert set_roles(administrator, person, [Role.MODERATOR, Role.EDITOR]).is_moderator
    assert not set_roles(administrator, person, []).is_editor
    assert AuditEvent.objects.filter(action="roles.set", actor=administrator).count() == 2


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.EDITOR, Role.REVIEWER])
def test_nobody_else_gives_roles(role):
    with pytest.raises(PermissionDenied):
        set_roles(make_staff(role), make_member(), [Role.MODERATOR])


def test_nobody_gives_roles_to_themselves():
    administrator = make_staff(Role.ADMINISTRATOR)

    with pytest.raises(PermissionDenied):
        set_roles(administrator, administrator, [Role.MODERATOR, Role.ADMINISTRATOR])


def test_the_operator_makes_the_first_administrator_at_the_console():
    person, out = make_member("ann"), StringIO()

    call_command("set_roles", "ANN@example.org", "administrator", stdout=out)

    person.refresh_from_db()
    assert person.is_administrator
    assert "ann: administrator" in out.getvalue()


def test_the_console_says_when_nobody_has_the_address():
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        call_command("set_roles", "nobody@example.org", "moderator")


def test_the_database_refuses_an_unknown_role():
    with pytest.raises(IntegrityError, match="user_roles_are_known"):
        User.objects.create(email="x@example.org", handle="xxx", roles=["king"])


def test_a_credential_makes_an_expert_until_its_last_day():
    person = give_second_factor(make_member())

    grant_credential(make_staff(Role.ADMINISTRATOR), person, credential())

    person.refresh_from_db()
    assert rules.is_expert(person)
    person.expert_valid_until = timezone.localdate() - timedelta(days=1)
    assert not rules.is_expert(person)


def test_moderators_do_not_verify_experts():
    with pytest.raises(PermissionDenied):
        grant_credential(make_moderator(), make_member(), credential())


def test_nobody_verifies_themselves():
    administrator = make_staff(Role.ADMINISTRATOR)

    with pytest.raises(PermissionDenied):
        grant_credential(administrator, administrator, credential())


def test_a_credential_cannot_end_before_it_was_checked():
    with pytest.raises(IntegrityError, match="credential_ends_after_check"):
        grant_credential(None, make_member(), credential(valid_until=timezone.localdate()))


def test_a_moderator_suspends_a_member_who_then_cannot_write():
    moderator, person = make_moderator(), make_member()

    person = suspend(moderator, person, until=timezone.now() + timedelta(days=7))
    assert not rules.can_write(person)

    assert rules.can_write(end_suspension(moderator, person))


def test_moderators_do_not_suspend_staff_or_themselves():
    moderator = make_moderator()

    for person in (moderator, make_moderator()):
        with pytest.raises(PermissionDenied):
            suspend(moderator, person, until=timezone.now() + timedelta(days=1))


def test_a_profile_is_edited_by_its_owner():
    person = edit_profile(make_member(), Profile(display_name="Ann", bio="I run."))

    assert (person.name, person.initials, person.bio) == ("Ann", "A", "I run.")


def test_demo_accounts_are_impossible_outside_the_demo():
    with pytest.raises(ImproperlyConfigured):
        create_demo_person("someone")
    with pytest.raises(CommandError):
        call_command("seed_demo")


def test_the_demo_has_a_marked_account_for_each_role(settings):
    settings.DEMO = True

    people = create_demo_accounts()

    assert len(people) == len(DEMO_ACCOUNTS)
    assert all(person.is_demo for person in people)
    assert {role for person in people for role in person.roles} == set(Role.values)
    assert sum(person.is_verified_expert for person in people) == 1


def test_demo_accounts_open_in_the_demo_only(settings, client):
    settings.DEMO = True
    create_demo_accounts()
    sign_in = {"login": DEMO_ACCOUNTS[0].email, "password": DEMO_PASSWORD}
    client.post("/accounts/login/", sign_in)
    assert client.get("/inbox/").wsgi_request.user.is_authenticated

    settings.DEMO = False
    assert not client.get("/").wsgi_request.user.is_authenticated
    client.logout()
    client.post("/accounts/login/", sign_in)

    assert "_auth_user_id" not in client.session


def test_an_expert_is_one_by_name_in_the_directory(client):
    make_expert("eve")
    make_expert("old", valid_days=-1)

    page = client.get("/experts/").content.decode()

    assert "eve" in page
    assert "/people/old/" not in page
