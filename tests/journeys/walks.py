"""Steps that several walks share."""

import re
from collections.abc import Iterable

from axe_playwright_python.base import AXE_SCRIPT
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from tests.factories import ANSWER, PASSWORD, STATEMENT, totp_code

# The narrowest window in which nothing may be cut off; phones are looked at in it.
NARROWEST, PHONES = 320, 600
# All rules of Axe; it hands over what is wrong only, and reads no style sheets again: no rule that counts needs them.
RUN_AXE = """async () => {
  const found = await axe.run({resultTypes: ["violations"], preload: false});
  return found.violations.map(one => `${one.id} ${one.nodes[0].html.slice(0, 120)}`);
}"""
Look = tuple[int, str]
# A window and a theme on a desk, and in a hand.
LOOKS: tuple[Look, ...] = ((1280, "light"), (390, "dark"))


def follow(target: Locator) -> None:
    """Click what leads to a page, and wait until that page is there.

    Needed wherever the next step would also work on the page that is left: a look, a key, another address.
    """
    with target.page.expect_navigation():
        target.click()


def sign_in(page: Page, person: User) -> None:
    page.goto("/accounts/login/")
    give_password(page, person)
    if person.has_second_factor:
        cache.clear()  # a code counts once, and some walks sign the same person in twice
        give_code(page, totp_code())
    expect(page).not_to_have_url(re.compile("/accounts/(login|second-factor)/"))


def give_password(page: Page, person: User) -> None:
    """Fill in the page that asks for address and password, and send it."""
    page.get_by_label("Email").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    follow(page.locator("main").get_by_role("button", name="Sign in", exact=True))


def give_code(page: Page, code: str) -> None:
    """Fill in the page that asks for a second step, and send it."""
    page.get_by_label("Code").fill(code)
    follow(page.locator("main").get_by_role("button", name="Sign in"))


def open_question(page: Page, title: str) -> None:
    """Go the way of a reader: home, all questions, the question."""
    page.goto("/")
    follow(page.get_by_role("link", name="All questions"))
    follow(page.get_by_role("link", name=title))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def fill_answer_form(page: Page, **changes: str) -> None:
    """Go from a question to the form of an expert's answer, and fill in all that is asked for."""
    page.get_by_role("link", name="Write an answer").click()
    texts = {"body": ANSWER, **STATEMENT, **changes}
    for name in ("body", "sources", "changes_advice", "get_help"):
        page.locator(f"[name={name}]").fill(texts[name])
    page.locator(f"[name=evidence][value={texts['evidence']}]").check()
    page.locator(f"[name=interests][value={texts['interests']}]").check()


def watch(page: Page, problems: list[str]) -> None:
    """Note errors of scripts and of the content security policy."""
    page.on("pageerror", lambda error: problems.append(f"{page.url} script: {error}"))
    page.on(
        "console",
        lambda line: "Content Security" in line.text and problems.append(f"{page.url} console: {line.text}"),
    )


def barriers(page: Page) -> list[str]:
    """Return what Axe finds on the page in its window, and whether it scrolls sideways, on phones in the narrowest."""
    page.wait_for_load_state()
    size = page.viewport_size
    found = violations(page)
    if scrolls_sideways(page, NARROWEST if size["width"] < PHONES else size["width"]):
        found.append("scrolls sideways")
    return [f"{page.url} at {size['width']}: {one}" for one in found]


def violations(page: Page) -> list[str]:
    """Return what Axe finds; it is given to a page once, for all of its looks."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN_AXE)


def look_at(page: Page, looks: Iterable[Look]) -> list[str]:
    """Return the barriers of an open page in each width and theme; no script of ours asks for either."""
    # Colors that fade into each other would be looked at half way.
    page.emulate_media(reduced_motion="reduce")
    found = []
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found += barriers(page)
    return found


def scrolls_sideways(page: Page, width: int) -> bool:
    """Whether the page does not fit into a window of this width."""
    size = page.viewport_size
    page.set_viewport_size({**size, "width": width})
    found = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.set_viewport_size(size)
    return found


def is_accessible(page: Page) -> None:
    """Fail when the page has barriers, or does not fit into the narrowest window."""
    assert barriers(page) == []
    assert not scrolls_sideways(page, NARROWEST), page.url
