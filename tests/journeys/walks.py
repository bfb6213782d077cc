"""Steps that several walks share."""

import re

from django.core.cache import cache
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.factories import ANSWER, PASSWORD, STATEMENT, totp_code


def sign_in(page: Page, person: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    if person.has_second_factor:
        cache.clear()  # a code counts once, and some walks sign the same person in twice
        page.get_by_label("Code").fill(totp_code())
        page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page).not_to_have_url(re.compile("/accounts/(login|second-factor)/"))


def open_question(page: Page, title: str) -> None:
    """Go the way of a reader: home, all questions, the question."""
    page.goto("/")
    page.get_by_role("link", name="All questions").click()
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def fill_answer_form(page: Page, **changes: str) -> None:
    """Go from a question to the form of an expert's answer, and fill in all that is asked for."""
    page.get_by_role("link", name="Write an answer").click()
    texts = {"body": ANSWER, **STATEMENT, **changes}
    for name in ("body", "sources", "changes_advice", "get_help"):
        page.locator(f"[name={name}]").fill(texts[name])
    page.locator(f"[name=evidence][value={texts['evidence']}]").check()
    page.locator(f"[name=interests][value={texts['interests']}]").check()
