"""Steps that several walks share."""

from playwright.sync_api import Page, expect

from accounts.models import User
from tests.factories import PASSWORD


def sign_in(page: Page, person: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page).not_to_have_url("/accounts/login/")


def open_question(page: Page, title: str) -> None:
    """Go the way of a reader: home, all questions, the question."""
    page.goto("/")
    page.get_by_role("link", name="All questions").click()
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
