"""accounts: signing in with accounts of other sites (OpenID Connect)"""

import json

import pytest
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.models import EmailAddress
from allauth.core.context import request_context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from accounts.models import User
from config.env import BadSettingError
from config.oidc import provider_origins, read_oidc_providers
from tests.factories import make_member

ENTRY = {
    "id": "clinic",
    "name": "Clinic ID",
    "client_id": "unknot",
    "secret": "s3cret",
    "server_url": "https://id.example.org/realm/",
}


@pytest.fixture
def clinic(settings):
    settings.OIDC_PROVIDERS = read_oidc_providers(json.dumps([ENTRY]))
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": settings.OIDC_PROVIDERS}}


def test_no_provider_is_no_error():
    assert read_oidc_providers("") == read_oidc_providers(" ") == read_oidc_providers("[]") == []


def test_a_provider_is_read_and_may_be_led_to():
    [provider] = providers = read_oidc_providers(json.dumps([ENTRY]))

    assert provider["provider_id"] == "clinic"
    assert provider["settings"]["server_url"] == "https://id.example.org/realm"
    assert provider["settings"]["email_authentication"] is False
    assert provider_origins(providers) == ["https://id.example.org"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("clinic", "is not JSON"),
        ('{"id": "clinic"}', "is not a list"),
        ("[5]", "provider 1 needs exactly id, name"),
        (json.dumps([{"id": "clinic"}]), "provider 1 needs exactly"),
        (json.dumps([ENTRY | {"more": "x"}]), "provider 1 needs exactly"),
        (json.dumps([ENTRY | {"secret": " "}]), "provider 1 has no text for secret"),
        (json.dumps([ENTRY | {"name": 5}]), "provider 1 has no text for name"),
        (json.dumps([ENTRY | {"id": "Clinic ID"}]), "the id takes small letters"),
        (json.dumps([ENTRY | {"server_url": "http://id.example.org"}]), "is no https:// address"),
        (json.dumps([ENTRY | {"server_url": "https://[half"}]), "is no https:// address"),
        (json.dumps([ENTRY, ENTRY]), "two providers with the same id"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start(text, problem):
    with pytest.raises(BadSettingError, match=f"^Setting OIDC_PROVIDERS: .*{problem}"):
        read_oidc_providers(text)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "account_signup"])
def test_buttons_are_there_only_when_a_provider_is_configured(client, name, settings):
    assert "Continue with" not in client.get(reverse(name)).content.decode()

    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": read_oidc_providers(json.dumps([ENTRY]))}}
    assert "Continue with Clinic ID" in client.get(reverse(name)).content.decode()


@pytest.mark.django_db
def test_the_way_to_a_provider_begins_with_a_button_never_with_a_link(client, clinic):
    address = reverse("openid_connect_login", args=["clinic"])

    assert client.get(address).status_code == 200
    assert "You will be sent to Clinic ID" in client.get(address).content.decode()


def come_back(rf, email, *, verified=True, process="login", user=None, confirmed=False):
    """Do what happens when somebody comes back from the provider with this address."""
    request = rf.get("/")
    request.session, request.user = SessionStore(), user or AnonymousUser()
    request.session.create()
    request._messages = CookieStorage(request)
    with request_context(request):
        if confirmed:
            reauthenticate_by_password(request)
        provider = get_adapter().get_provider(request, "clinic")
        data = {"userinfo": {"sub": "77", "email": email, "email_verified": verified, "name": "Real Name"}}
        login = provider.sociallogin_from_response(request, data)
        login.state = {"process": process}
        response = complete_social_login(request, login)
    return request, response


@pytest.mark.django_db
@pytest.mark.parametrize("verified", [True, False])
def test_an_address_that_a_provider_tells_opens_no_account_here(rf, clinic, verified):
    person = make_member("ann")

    request, response = come_back(rf, person.email, verified=verified)

    assert response.url == reverse("socialaccount_signup")
    assert "_auth_user_id" not in request.session
    assert not SocialAccount.objects.exists()


@pytest.mark.django_db
def test_a_newcomer_chooses_a_handle_and_brings_no_name(rf, settings, clinic, client):
    request, response = come_back(rf, "new@example.org")
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key

    page = client.get(response.url)
    assert "Real Name" not in page.content.decode()
    client.post(response.url, {"email": "new@example.org", "username": "newcomer"})

    person = User.objects.get(handle="newcomer")
    assert (person.display_name, person.has_usable_password()) == ("", False)
    assert EmailAddress.objects.get(user=person).verified
    assert SocialAccount.objects.get(user=person).uid == "77"


@pytest.mark.django_db
def test_an_unproved_address_is_proved_before_the_first_sign_in(rf, settings, clinic, client):
    request, response = come_back(rf, "new@example.org", verified=False)
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key

    response = client.post(response.url, {"email": "new@example.org", "username": "newcomer"})

    assert response.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_somebody_who_is_signed_in_connects_an_account_after_confirming(rf, clinic, client):
    person = make_member("ann")
    way = {"email": "elsewhere@example.org", "process": "connect", "user": person}

    _request, response = come_back(rf, **way)
    assert response.url == reverse("account_reauthenticate")
    assert not SocialAccount.objects.exists()

    come_back(rf, **way, confirmed=True)
    assert SocialAccount.objects.get(user=person).uid == "77"
    client.force_login(person)
    assert "Clinic ID" in client.get(reverse("socialaccount_connections")).content.decode()
