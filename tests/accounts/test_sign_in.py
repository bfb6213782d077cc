"""accounts: signing up and in by password and by code, limits, and what strangers cannot find out"""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from accounts.passwords import GuessingValidator
from tests.factories import PASSWORD, make_member
from tests.lib.hostile import naughty_strings

pytestmark = pytest.mark.django_db
NEW = {"email": "new@example.org", "username": "newcomer", "password1": PASSWORD}


def code_in_mail():
    return re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", mail.outbox[-1].body, re.MULTILINE)[1]


def shown(response, address):
    """What a page says, without what differs from page to page anyway."""
    text = response.content.decode().replace(address, "ADDRESS")
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", text)


def follow(client, url, data):
    client.cookies.clear()
    return client.post(url, data, follow=True)


def test_a_newcomer_signs_up_and_confirms_with_the_code(client):
    client.post(reverse("account_signup"), NEW)
    assert "_auth_user_id" not in client.session
    assert not EmailAddress.objects.filter(verified=True).exists()

    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})

    assert client.session["_auth_user_id"] == str(User.objects.get(handle="newcomer").pk)
    assert EmailAddress.objects.get(email=NEW["email"]).verified
    [(html, kind)] = [tuple(part) for part in mail.outbox[-1].alternatives]
    assert kind == "text/html"
    assert code_in_mail() in html


def test_three_wrong_codes_end_it(client):
    client.post(reverse("account_signup"), NEW)
    code = code_in_mail()

    for _ in range(3):
        client.post(reverse("account_email_verification_sent"), {"code": "AAAA-AAAA"})
    client.post(reverse("account_email_verification_sent"), {"code": code})

    assert "_auth_user_id" not in client.session


def test_somebody_signs_in_with_a_code(client):
    person = make_member()

    client.post(reverse("account_request_login_code"), {"email": person.email})
    assert "_auth_user_id" not in client.session
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})

    assert client.session["_auth_user_id"] == str(person.pk)


def test_signing_up_says_the_same_whether_the_address_is_known(client):
    known = make_member()

    unknown_page = follow(client, reverse("account_signup"), NEW)
    data = NEW | {"email": known.email, "username": "second"}
    known_page = follow(client, reverse("account_signup"), data)

    assert unknown_page.redirect_chain == known_page.redirect_chain
    assert shown(unknown_page, NEW["email"]) == shown(known_page, known.email)
    assert "account already" in mail.outbox[-1].subject
    assert User.objects.filter(email__iexact=known.email).count() == 1


@pytest.mark.parametrize("name", ["account_reset_password", "account_request_login_code"])
def test_mails_are_promised_alike_whether_the_address_is_known(client, name):
    known = make_member()

    unknown_page = follow(client, reverse(name), {"email": "nobody@example.org"})
    known_page = follow(client, reverse(name), {"email": known.email})

    assert unknown_page.redirect_chain == known_page.redirect_chain
    assert shown(unknown_page, "nobody@example.org") == shown(known_page, known.email)


def test_a_wrong_password_says_the_same_whether_the_address_is_known(client):
    known = make_member()

    pages = [
        shown(follow(client, "/accounts/login/", {"login": address, "password": "wrong-and-long"}), address)
        for address in ("nobody@example.org", known.email)
    ]

    assert pages[0] == pages[1]


def test_too_many_tries_are_stopped_with_the_time_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/2h/ip"}
    for _ in range(2):
        client.post(reverse("account_signup"), {"email": "x"})

    response = client.post(reverse("account_signup"), {"email": "x", "username": "kept"})

    assert response.status_code == 429
    assert 7_100 < int(response.headers["Retry-After"]) <= 7_200
    assert "in 120 minutes" in response.content.decode()
    assert "css/tokens" in response.content.decode()


def test_too_many_mails_to_one_address_are_stopped_with_the_time_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "100/m/ip,1/5m/key"}
    client.post(reverse("account_reset_password"), {"email": "ann@example.org"})

    response = client.post(reverse("account_reset_password"), {"email": "Ann@example.org"})

    assert response.status_code == 429
    assert "in 5 minutes" in response.content.decode()


def test_too_many_wrong_passwords_stop_that_account_only(client):
    person, other = make_member(), make_member()
    for _ in range(5):
        client.post("/accounts/login/", {"login": person.email, "password": "wrong-and-long"})

    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    client.post("/accounts/login/", {"login": other.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "at least 10"),
        ("qwertyuiopasdf", "close to a password that many people use"),
        ("aaaaaaaaaaaaaa", "Repeated letters"),
        ("12.05.1987", "Dates and years"),
        ("newcomer2024", "too similar to the handle"),
        ("8473625195", "entirely numeric"),
    ],
)
def test_a_password_that_is_guessed_soon_is_refused_with_the_reason(client, password, reason):
    response = client.post(reverse("account_signup"), NEW | {"password1": password})

    assert reason in response.content.decode()
    assert not User.objects.exists()


def test_words_that_do_not_belong_together_are_accepted_whatever_their_length():
    for password in (PASSWORD, "battery staple horse correct", "xk9 vbz 77qp e3" * 700):
        GuessingValidator().validate(password)


def test_what_is_known_about_the_person_does_not_count():
    person = make_member("anna_of_the_north_coast", display_name="Anna Nordkysten")

    with pytest.raises(ValidationError):
        GuessingValidator().validate("anna nordkysten", person)


def test_odd_passwords_are_judged_without_an_error():
    refusals = set()
    for text in naughty_strings():
        try:
            GuessingValidator().validate(text)
        except ValidationError as error:
            refusals.add(error.code)

    assert refusals == {"password_guessable"}
