"""accounts: the settings of one's account: e-mail, password, sessions"""

import re
import time
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions.ending_sessions import end_other_sessions, end_session
from accounts.models import User
from accounts.selectors.sessions import describe_device, list_sessions
from audit.models import AuditEvent
from tests.accounts.test_sign_in import code_in_mail
from tests.factories import PASSWORD, make_member

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def signed_in(person, agent=FIREFOX):
    client = Client(headers={"User-Agent": agent})
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    return client


def confirm(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def is_signed_in(client):
    return client.get("/settings/").status_code == 200


def test_one_page_leads_to_all_settings(client, settings):
    settings.OIDC_PROVIDERS = [{"provider_id": "clinic"}]
    client.force_login(make_member())

    page = client.get(reverse("accounts:settings")).content.decode()

    for name in (
        "accounts:edit-profile", "account_email", "account_change_password", "mfa_index", "accounts:sessions",
        "socialaccount_connections", "privacy",
    ):  # fmt: skip
        assert f'href="{reverse(name)}"' in page
    assert f'href="{reverse("accounts:settings")}"' in client.get("/").content.decode()


def test_connected_accounts_are_offered_only_where_a_provider_is_configured(client):
    client.force_login(make_member())

    assert (
        reverse("socialaccount_connections") not in client.get(reverse("accounts:settings")).content.decode()
    )


def prove_old_address(client):
    client.post(reverse("account_email"), {"intent": "send"})
    client.post(reverse("account_email"), {"intent": "prove", "code": code_in_mail()})


def test_the_old_address_is_proved_before_a_new_one_is_named():
    person = make_member("ann")
    client = signed_in(person)
    address = reverse("account_email")
    assert "Change the address" not in client.get(address).content.decode()

    client.post(address, {"intent": "send"})

    assert mail.outbox[-1].to == ["ann@example.org"]
    assert mail.outbox[-1].alternatives[0][1] == "text/html"
    wrong = client.post(address, {"intent": "prove", "code": "AAAA-AAAA"})
    assert wrong.status_code == 422
    assert "not the code" in wrong.content.decode()
    client.post(address, {"intent": "prove", "code": code_in_mail().lower().replace("-", " ")})
    assert "Change the address" in client.get(address).content.decode()


def test_three_wrong_codes_end_the_proof_and_a_new_code_ends_the_old_one():
    client = signed_in(make_member("ann"))
    address = reverse("account_email")
    client.post(address, {"intent": "send"})
    first = code_in_mail()
    client.post(address, {"intent": "send"})

    assert client.post(address, {"intent": "prove", "code": first}).status_code == 422
    for _ in range(2):
        response = client.post(address, {"intent": "prove", "code": "AAAA-AAAA"})

    assert "does not count any more" in response.content.decode()
    assert client.post(address, {"intent": "prove", "code": code_in_mail()}).status_code == 422


def test_a_proof_ends_after_a_quarter_of_an_hour_and_with_the_address(monkeypatch):
    person = make_member("ann")
    client = signed_in(person)
    prove_old_address(client)
    address = reverse("account_email")
    assert "Change the address" in client.get(address).content.decode()

    EmailAddress.objects.filter(user=person).update(email="new@example.org")
    User.objects.filter(pk=person.pk).update(email="new@example.org")
    assert "Change the address" not in client.get(address).content.decode()
    EmailAddress.objects.filter(user=person).update(email="ann@example.org")
    User.objects.filter(pk=person.pk).update(email="ann@example.org")
    later = time.time() + 15 * 60
    monkeypatch.setattr("accounts.old_address.time", SimpleNamespace(time=lambda: later))
    assert "Change the address" not in client.get(address).content.decode()


def test_codes_for_the_old_address_are_limited():
    client = signed_in(make_member("ann"))

    answers = [client.post(reverse("account_email"), {"intent": "send"}).status_code for _ in range(12)]

    assert answers[0] == 302
    assert answers[-1] == 429


def test_an_address_is_changed_with_a_code_and_the_old_one_is_told(client):
    person = make_member("ann")
    client = signed_in(person)

    add = {"action_add": "", "email": "new@example.org"}
    client.post(reverse("account_email"), add)
    assert mail.outbox == []  # first comes the code from the old address
    prove_old_address(client)
    told = len(mail.outbox)
    client.post(reverse("account_email"), add)
    assert len(mail.outbox) == told  # and it has to be still oneself
    confirm(client)
    client.post(reverse("account_email"), {"action_add": "", "email": "new@example.org"})
    assert mail.outbox[-1].to == ["new@example.org"]
    person.refresh_from_db()
    assert person.email == "ann@example.org"

    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})
    person.refresh_from_db()
    assert person.email == "new@example.org"
    assert list(EmailAddress.objects.filter(user=person).values_list("email", "verified")) == [
        ("new@example.org", True)
    ]
    told = [message for message in mail.outbox if message.to == ["ann@example.org"]]
    assert "changed from ann@example.org to new@example.org" in told[-1].body
    assert told[-1].alternatives[0][1] == "text/html"


def test_an_address_of_somebody_else_is_neither_taken_nor_betrayed():
    other, person = make_member("other"), make_member("ann")
    client = signed_in(person)
    confirm(client)
    prove_old_address(client)

    response = client.post(reverse("account_email"), {"action_add": "", "email": other.email}, follow=True)
    assert reverse("account_email_verification_sent") in response.redirect_chain[-1][0]
    assert mail.outbox[-1].to == [other.email]
    # Only who reads the other's mail learns that there is an account, and does not get the address either.
    response = client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})

    assert "already registered" in response.content.decode()
    person.refresh_from_db()
    assert person.email == "ann@example.org"


def test_a_changed_password_is_told_and_ends_the_other_browsers():
    person = make_member()
    here, there = signed_in(person), signed_in(person)
    data = {
        "oldpassword": PASSWORD,
        "password1": "toes-to-the-shin-slowly",
        "password2": "toes-to-the-shin-slowly",
    }

    response = here.post(reverse("account_change_password"), data)

    assert response.url == reverse("accounts:settings")
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert "password was changed" in mail.outbox[-1].subject


def test_each_browser_is_listed_with_this_one_first():
    person = make_member()
    here = signed_in(person)
    signed_in(
        person, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Safari/604"
    )
    signed_in(make_member())

    response = here.get(reverse("accounts:sessions"))

    rows = [response.context["current"], *response.context["page"].rows]
    assert [(row.device, row.is_current) for row in rows] == [
        ("Firefox on Linux", True),
        ("Safari on iPhone", False),
    ]
    page = response.content.decode()
    assert page.index("Firefox on Linux") < page.index("Safari on iPhone")


def test_the_list_comes_in_pages_with_this_browser_on_the_first(monkeypatch):
    monkeypatch.setattr("accounts.selectors.sessions.PAGE_SIZE", 2)
    person = make_member()
    here = signed_in(person)
    others = [signed_in(person).session.session_key for _ in range(3)]
    address = reverse("accounts:sessions")

    first = here.get(address).context
    second = here.get(address, {"cursor": first["page"].next_cursor}).context

    assert (first["current"].is_current, second["current"]) == (True, None)
    seen = [row.pk for context in (first, second) for row in context["page"].rows]
    keys = dict(UserSession.objects.values_list("pk", "session_key"))
    assert [keys[pk] for pk in seen] == others[::-1]
    assert second["page"].next_cursor is None


def test_the_list_takes_two_queries_and_leaves_out_dead_sessions(django_assert_num_queries):
    person = make_member()
    here = signed_in(person)
    for _ in range(3):
        signed_in(person)
    signed_in(person).session.flush()

    with django_assert_num_queries(2):
        found = list_sessions(person, here.session.session_key, "")

    assert found.current.is_current
    assert len(found.page.rows) == 3


def test_one_browser_is_signed_out_after_confirming():
    person = make_member()
    here, there = signed_in(person), signed_in(person)
    session = UserSession.objects.get(session_key=there.session.session_key)
    address = reverse("accounts:end-session", args=[session.pk])

    assert reverse("account_reauthenticate") in here.post(address).url
    assert is_signed_in(there)
    # What was asked for is done after the confirmation.
    here.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": address})

    assert not is_signed_in(there)
    assert is_signed_in(here)
    assert AuditEvent.objects.filter(action="session.ended", actor=person).count() == 1


def test_all_other_browsers_are_signed_out_at_once():
    person, other = make_member(), make_member()
    here, there, stranger = signed_in(person), signed_in(person), signed_in(other)
    confirm(here)

    here.post(reverse("accounts:end-other-sessions"))

    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert is_signed_in(stranger)
    assert end_other_sessions(person, here.session.session_key) == 0


def test_with_a_shared_cache_sessions_are_read_without_a_query_and_end_at_once_as_well(settings):
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    person = make_member()
    here, there = signed_in(person), signed_in(person)
    with CaptureQueriesContext(connection) as queries:
        assert is_signed_in(there)
    assert not [query["sql"] for query in queries if "django_session" in query["sql"]]

    end_other_sessions(person, here.session.session_key)

    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_nobody_ends_sessions_of_others():
    person, other = make_member(), make_member()
    client = signed_in(person)
    confirm(client)
    signed_in(other)
    session = UserSession.objects.get(user=other)

    assert client.post(reverse("accounts:end-session", args=[session.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        end_session(person, session)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("", "Browser"),
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("\x00<script>", "Browser"),
    ],
)
def test_devices_are_told_in_words(agent, words):
    assert describe_device(agent) == words


def test_ordinary_pages_of_signed_in_people_write_nothing(django_assert_max_num_queries):
    client = signed_in(make_member())
    client.get("/settings/")

    with django_assert_max_num_queries(3) as queries:
        client.get("/settings/")

    assert not [query for query in queries if re.match("INSERT|UPDATE|DELETE", query["sql"])]
