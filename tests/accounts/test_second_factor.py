"""accounts: nobody acts in a role without a second factor"""

import json
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import rules
from accounts.actions.granting_roles import set_roles
from accounts.roles import Role
from audit.models import AuditEvent
from moderation import rules as moderation_rules
from posts.models import Post
from tests.factories import (
    PASSWORD,
    TOTP_SECRET,
    give_second_factor,
    make_comment,
    make_expert,
    make_item,
    make_member,
    make_question,
    make_staff,
    totp_code,
)

pytestmark = pytest.mark.django_db
ROLE_RULES = {
    Role.MODERATOR: rules.is_moderator,
    Role.EDITOR: rules.is_editor,
    Role.REVIEWER: rules.is_reviewer,
    Role.ADMINISTRATOR: rules.is_administrator,
    Role.VERIFIER: rules.is_verifier,
}
STAFF_PAGES = {
    "moderation:queue": Role.MODERATOR,
    "knowledge:board": Role.EDITOR,
    "accounts:applications": Role.VERIFIER,
}


def sign_in_and_confirm(client, person):
    """Sign in with the password and the second factor, then confirm that it is still oneself."""
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    if person.has_second_factor:
        client.post(reverse("mfa_authenticate"), {"code": totp_code()})
    confirm(client)


def confirm(client):
    response = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert response.status_code == 302, response.context["form"].errors


@pytest.mark.parametrize("role", Role)
def test_a_role_rests_until_there_is_a_second_factor(role):
    person = make_staff(role, second_factor=False)

    assert rules.needs_second_factor(person)
    assert not ROLE_RULES[role](person)

    person = give_second_factor(person)
    assert not rules.needs_second_factor(person)
    assert ROLE_RULES[role](person)


def test_a_credential_rests_until_there_is_a_second_factor():
    expert = make_expert(second_factor=False)

    assert expert.is_verified_expert
    assert rules.needs_second_factor(expert)
    assert not rules.is_expert(expert)
    assert rules.is_expert(give_second_factor(expert))


def test_an_action_of_a_role_is_refused_without_a_second_factor():
    administrator = make_staff(Role.ADMINISTRATOR, second_factor=False)

    with pytest.raises(PermissionDenied):
        set_roles(administrator, make_member(), [Role.MODERATOR])


def test_a_moderator_without_one_sees_no_hidden_posts():
    comment = make_comment(make_question())
    Post.objects.filter(pk=comment.pk).update(state="hidden", is_public=False)
    moderator = make_staff(Role.MODERATOR, second_factor=False)

    assert not Post.objects.visible_to(moderator).filter(pk=comment.pk).exists()
    assert not moderation_rules.is_moderator(moderator)
    assert Post.objects.visible_to(give_second_factor(moderator)).filter(pk=comment.pk).exists()


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_pages_of_staff_say_what_is_missing_and_where_to_set_it_up(client, name):
    client.force_login(make_staff(STAFF_PAGES[name], second_factor=False))

    response = client.get(reverse(name))

    assert response.status_code == 403
    assert "A second factor is missing" in response.content.decode()
    assert f'href="{reverse("mfa_index")}"' in response.content.decode()


def test_an_item_of_the_queue_is_refused_politely_too(client):
    item = make_item(make_comment(make_question()))
    client.force_login(make_staff(Role.MODERATOR, second_factor=False))

    response = client.post(reverse("moderation:item", args=[item.pk]), {"action": "hide"})

    assert response.status_code == 403
    assert "A second factor is missing" in response.content.decode()


def test_every_page_says_what_is_missing_and_the_setting_up_stays_open(client):
    client.force_login(make_staff(Role.EDITOR, second_factor=False))

    assert "Your role rests" in client.get("/").content.decode()
    assert client.get(reverse("mfa_index")).status_code == 200
    assert client.get(reverse("accounts:settings")).status_code == 200


def test_people_without_a_role_and_people_with_a_factor_read_nothing_about_it(client):
    for person in (make_member(), make_staff(Role.EDITOR)):
        client.force_login(person)
        assert "second factor" not in client.get("/").content.decode()


def test_a_member_who_may_not_is_not_told_to_set_up_a_factor(client):
    client.force_login(make_member())

    response = client.get(reverse("moderation:queue"))

    assert response.status_code == 403
    assert "second factor" not in response.content.decode()


def test_in_the_demo_a_notice_stands_in_for_the_factor(client, settings):
    settings.DEMO = True
    moderator = make_staff(Role.MODERATOR, second_factor=False)
    client.force_login(moderator)

    response = client.get(reverse("moderation:queue"))

    assert response.status_code == 200
    assert "On a real site you would need a second factor" in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_confirmed_and_turned_off_again(client):
    person = make_staff(Role.MODERATOR, second_factor=False)
    sign_in_and_confirm(client, person)

    page = client.get(reverse("mfa_activate_totp"))
    code = totp_code(page.context["form"].secret)
    client.post(reverse("mfa_activate_totp"), {"code": code})
    person.refresh_from_db()
    assert person.has_second_factor

    client.post(reverse("mfa_deactivate_totp"))
    person.refresh_from_db()
    assert not person.has_second_factor
    assert not Authenticator.objects.filter(user=person).exists()
    events = AuditEvent.objects.filter(target_id=person.pk, action__startswith="second_factor.")
    assert [(event.action, event.details["kind"]) for event in events.order_by("pk")] == [
        ("second_factor.added", "totp"),
        ("second_factor.added", "recovery_codes"),
        ("second_factor.removed", "totp"),
        ("second_factor.removed", "recovery_codes"),
    ]


def test_a_wrong_code_sets_up_nothing(client):
    person = make_member()
    sign_in_and_confirm(client, person)
    client.get(reverse("mfa_activate_totp"))

    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    person.refresh_from_db()
    assert not person.has_second_factor
    assert "not the right code" in response.content.decode()


def test_the_secret_of_an_app_and_the_seed_of_recovery_codes_are_unreadable_in_the_database():
    person = give_second_factor(make_member())
    RecoveryCodes.activate(person)

    stored = json.dumps(list(Authenticator.objects.filter(user=person).values_list("data", flat=True)))

    assert TOTP_SECRET not in stored
    assert stored.count("gAAAAA") == 2


def test_the_password_alone_does_not_get_into_an_account_with_a_second_factor(client):
    person = give_second_factor(make_member())

    response = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert response.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": totp_code()})
    assert "_auth_user_id" in client.session


def test_a_recovery_code_gets_in_once(client):
    person = give_second_factor(make_member())
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    sign_in = {"login": person.email, "password": PASSWORD}

    client.post("/accounts/login/", sign_in)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" in client.session

    client.logout()
    client.post("/accounts/login/", sign_in)
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert "_auth_user_id" not in client.session


def test_recovery_codes_are_shown_saved_and_made_anew(client):
    person = make_member()
    sign_in_and_confirm(client, person)
    page = client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": totp_code(page.context["form"].secret)})

    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    assert codes[0] in client.get(reverse("mfa_download_recovery_codes")).content.decode()

    client.post(reverse("mfa_generate_recovery_codes"))
    assert not set(codes) & set(client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"])


HOSTILE = [
    "", "x", "1", "[]", "null", "{}", '{"response": 5}', '{"response": {}}', '{"id": 5, "response": {"userHandle": 7}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","attestationObject":"AA"}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"AA",'
    '"signature":"AA","userHandle":"MQ"}}',
    '{"response": {"userHandle": "////"}}', '{"response": {"userHandle": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}}',
]  # fmt: skip


@pytest.mark.parametrize("credential", HOSTILE)
def test_a_credential_that_no_browser_sends_is_refused(client, credential):
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert client.post(reverse("mfa_login_webauthn"), {"credential": credential}).status_code == 302
    assert "_auth_user_id" not in client.session

    person = make_member()
    sign_in_and_confirm(client, person)
    client.get(reverse("mfa_add_webauthn"))
    response = client.post(reverse("mfa_add_webauthn"), {"credential": credential, "name": "x"})

    assert response.status_code == 200
    assert not Authenticator.objects.filter(user=person).exists()


def test_passkeys_of_others_can_be_neither_renamed_nor_removed(client):
    other = Authenticator.objects.create(user=make_member(), type="webauthn", data={"name": "Phone"})
    sign_in_and_confirm(client, make_member())

    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.post(reverse(name, args=[other.pk]), {"name": "mine"}).status_code == 404
    assert Authenticator.objects.get(pk=other.pk).data["name"] == "Phone"


WHY = "Called back at the practice"


def test_the_operator_helps_somebody_who_has_lost_the_device(client):
    person, out = make_staff(Role.EDITOR), StringIO()

    call_command("remove_second_factor", person.email.upper(), reason=WHY, stdout=out)

    person.refresh_from_db()
    assert not rules.is_editor(person)
    assert person.handle in out.getvalue()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    event = AuditEvent.objects.get(action="second_factor.removed", actor=None)
    assert event.details == {"kind": "all", "reason": WHY}


def test_the_operator_is_told_when_nobody_has_the_address():
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        call_command("remove_second_factor", "nobody@example.org", reason=WHY)
