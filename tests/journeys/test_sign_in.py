"""Signing in with a passkey, an app and a code, in a real browser."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from playwright.sync_api import expect

from accounts.models import User
from accounts.roles import Role
from tests.factories import PASSWORD, make_member, make_staff, totp_code
from tests.journeys.walks import follow, give_code, give_password, is_accessible, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(new_page, live_server):
    """A page that complains about scripts and about what the content policy blocks."""
    # Passkeys belong to a name, not to a number.
    page = new_page(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: line.type == "error" and problems.append(line.text))
    yield page
    assert problems == []


@pytest.fixture
def authenticator(page):
    """A device that makes and uses passkeys and always says that its owner has confirmed."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def confirm_with_password(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("Is it still you?")
    is_accessible(page)
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Confirm"))


def heading(page, text):
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def sign_out(page):
    page.goto("/accounts/logout/")
    follow(page.locator("main").get_by_role("button", name="Sign out"))
    page.goto("/accounts/login/")


def is_in(page):
    expect(page).not_to_have_url(re.compile("/accounts/"))
    expect(page.get_by_text("Your account", exact=True)).to_have_count(1)


def test_a_passkey_is_made_and_signs_in_alone(page, authenticator):
    person = make_staff(Role.MODERATOR, second_factor=False)
    sign_in(page, person)

    follow(page.get_by_role("link", name="Set it up now"))
    is_accessible(page)
    follow(page.get_by_role("link", name="Add a passkey"))
    confirm_with_password(page)
    heading(page, "Add a passkey")
    is_accessible(page)
    page.get_by_label("Name").fill("My phone")
    follow(page.get_by_role("button", name="Make the passkey"))
    heading(page, "Recovery codes")
    is_accessible(page)
    person.refresh_from_db()
    assert person.has_second_factor
    page.goto("/moderation/")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("A second factor is missing")

    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    is_in(page)

    page.goto("/accounts/second-factor/webauthn/")
    expect(page.get_by_text("My phone").first).to_be_visible()
    is_accessible(page)


def test_a_passkey_is_the_second_step_after_the_password_and_confirms_later(page, authenticator):
    person = make_member()
    sign_in(page, person)
    page.goto("/accounts/second-factor/webauthn/add/")
    confirm_with_password(page)
    page.get_by_text("Also sign in with it alone").click()
    follow(page.get_by_role("button", name="Make the passkey"))
    heading(page, "Recovery codes")
    sign_out(page)

    give_password(page, person)
    heading(page, "Confirm the sign-in")
    is_accessible(page)
    follow(page.get_by_role("button", name="Use a passkey"))
    is_in(page)

    page.goto("/accounts/second-factor/recovery-codes/")
    follow(page.get_by_role("link", name=re.compile("passkey|security key|Use")).first)
    is_accessible(page)
    follow(page.get_by_role("button", name="Use a passkey"))
    heading(page, "Recovery codes")


def test_a_device_without_a_passkey_gets_nobody_in_and_says_so(page, authenticator):
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("No passkey was used")
    is_accessible(page)


def test_an_account_is_made_with_a_passkey(page, authenticator, run_worker):
    page.goto("/accounts/signup/")
    is_accessible(page)
    follow(page.get_by_role("link", name="Use a passkey instead"))
    is_accessible(page)
    page.get_by_label("Email").fill("new@example.org")
    page.get_by_label("Handle").fill("new_here")
    follow(page.get_by_role("button", name="Continue"))
    heading(page, "Confirm your address")
    is_accessible(page)
    run_worker()
    page.get_by_label("Code").fill(re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0])
    follow(page.get_by_role("button", name="Confirm", exact=True))
    heading(page, "Make your passkey")
    is_accessible(page)
    follow(page.get_by_role("button", name="Make the passkey"))

    is_in(page)
    person = User.objects.get(handle="new_here")
    assert not person.has_usable_password()
    assert person.has_second_factor
    assert Authenticator.objects.get(user=person).type == "webauthn"


def test_an_app_is_set_up_and_its_code_signs_in(page):
    person = make_member()
    sign_in(page, person)
    page.goto("/accounts/second-factor/")
    follow(page.get_by_role("link", name="Set up an app"))
    confirm_with_password(page)
    heading(page, "Set up an authenticator app")
    is_accessible(page)
    secret = page.locator("code.key").inner_text()
    page.get_by_label("Authenticator code").fill(totp_code(secret))
    follow(page.get_by_role("button", name="Turn it on"))
    heading(page, "Recovery codes")
    recovery = page.locator(".codes code").first.inner_text()
    page.goto("/accounts/second-factor/")
    is_accessible(page)

    sign_out(page)
    give_password(page, person)
    give_code(page, "000 000")
    expect(page.get_by_text("not the right code").first).to_be_visible()
    give_code(page, totp_code(secret))
    is_in(page)

    sign_out(page)
    give_password(page, person)
    give_code(page, recovery)
    is_in(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_code_by_mail_signs_in(new_page, run_worker, javascript):
    person, page = make_member(), new_page(javascript=javascript)
    page.goto("/accounts/login/")
    follow(page.get_by_role("link", name="Send me a code by e-mail"))
    page.get_by_label("Email").fill(person.email)
    follow(page.get_by_role("button", name="Send the code"))
    heading(page, "Enter the code")
    run_worker()
    page.get_by_label("Code").fill(re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0])
    follow(page.get_by_role("button", name="Confirm", exact=True))

    is_in(page)


def code_mailed_to(address):
    [*_, message] = [message for message in mail.outbox if message.to == [address]]
    return re.search(r"^[A-Z]{4}-[A-Z]{4}$", message.body, re.MULTILINE)[0]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_another_address_takes_a_code_from_each(new_page, run_worker, javascript):
    person, page = make_member("ann"), new_page(javascript=javascript)
    sign_in(page, person)
    page.goto("/accounts/email/")
    if javascript:
        is_accessible(page)
    follow(page.get_by_role("button", name="Send me a code"))
    run_worker()
    if javascript:
        is_accessible(page)
    page.get_by_label("Code").fill(code_mailed_to("ann@example.org"))
    follow(page.get_by_role("button", name="Confirm", exact=True))
    page.get_by_label("Email").fill("new@example.org")
    follow(page.get_by_role("button", name="Change the address"))
    heading(page, "Is it still you?")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Confirm"))
    heading(page, "Confirm your address")
    run_worker()
    page.get_by_label("Code").fill(code_mailed_to("new@example.org"))
    follow(page.get_by_role("button", name="Confirm", exact=True))

    person.refresh_from_db()
    assert person.email == "new@example.org"


def test_the_strength_of_a_password_is_told_while_typing_and_nothing_is_sent(page):
    page.goto("/accounts/signup/")
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    field, verdict = page.get_by_label("Password", exact=True), page.locator(".strength-text")

    for text, words in (
        ("short", "Very easy to guess"),
        ("password12345", "Very easy to guess"),
        ("aaaaaaaaaaaaaaaa", "Very easy to guess"),
        (PASSWORD, "Very hard to guess"),
    ):
        field.fill(text)
        expect(verdict).to_have_text(words)
    assert sent == []
    is_accessible(page)


def test_without_scripts_no_passkey_is_offered(new_page):
    page = new_page(javascript=False)
    page.goto("/accounts/login/")

    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
