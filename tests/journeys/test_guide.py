"""The guide "What kind of spasm is it?" in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from knowledge.guide.loading import get_guide
from tests.journeys.walks import barriers, follow, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESS = "/knowledge/what-kind-of-spasm/"
NIGHT_CRAMP = {
    "danger": ["none"], "site": ["calf"], "onset": ["sudden"], "duration": ["to_10min"], "movement": ["hard_knot"],
    "pain": ["severe"], "time": ["night_bed"], "frequency": ["rare"],
}  # fmt: skip
with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [True, False], ids=["script", "no-script"]
)


def choose(page, *options):
    for option in options:
        page.locator(f'.walk-question [value="{option}"]').check()


def go_on(page):
    press(page, "Next")


def press(page, name):
    follow(page.get_by_role("button", name=name))


def walk_to_the_end(page, answers):
    page.goto(ADDRESS)
    for question in get_guide().questions:
        expect(page.get_by_role("heading", name=question.text)).to_be_visible()
        choose(page, *answers.get(question.id, []))
        go_on(page)


def press_until(page, key, selector):
    """Press a key until what has the focus matches a selector."""
    for _ in range(80):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{key} never leads to {selector}")


@with_and_without_javascript
def test_the_whole_walk_by_keyboard(new_page, javascript):
    page = new_page(javascript=javascript)
    page.goto(ADDRESS)

    for question in get_guide().questions:
        expect(page.get_by_role("heading", name=question.text)).to_be_visible()
        for option in NIGHT_CRAMP.get(question.id, []):
            if question.is_multi:
                press_until(page, "Tab", f'[type=checkbox][value="{option}"]')
                page.keyboard.press("Space")
            else:
                press_until(page, "Tab", "[type=radio]")
                press_until(page, "ArrowDown", f'[type=radio][value="{option}"]')
        press_until(page, "Tab", "main button[type=submit]")
        with page.expect_navigation():
            page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("What your answers point to")
    expect(page.get_by_role("heading", name="Calf cramp (charley horse)")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))


@with_and_without_javascript
def test_going_back_by_the_page_and_by_the_browser_keeps_the_answers(new_page, javascript):
    page = new_page(javascript=javascript)
    page.goto(ADDRESS)
    choose(page, "none")
    go_on(page)
    choose(page, "calf", "foot")
    go_on(page)

    press(page, "Back")
    expect(page.locator('.walk-question [value="calf"]')).to_be_checked()
    expect(page.locator('.walk-question [value="foot"]')).to_be_checked()
    go_on(page)
    page.go_back()

    expect(page.get_by_role("heading", name="Where is it?")).to_be_visible()
    expect(page.locator('.walk-question [value="calf"]')).to_be_checked()


@with_and_without_javascript
def test_an_emergency_comes_at_once_and_can_be_corrected(new_page, javascript):
    page = new_page(width=390, javascript=javascript)
    page.goto(ADDRESS)
    choose(page, "chest_pressure")
    go_on(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Emergency now")
    expect(page.get_by_role("link", name=re.compile("112"))).to_be_in_viewport()
    press(page, re.compile("Change"))
    expect(page.locator('[value="chest_pressure"]')).to_be_checked()
    page.locator('[value="chest_pressure"]').uncheck()
    choose(page, "none")
    go_on(page)

    expect(page.get_by_text("Question 2 of 12")).to_be_visible()


def test_none_of_these_and_the_others_take_each_other_back(new_page):
    page = new_page()
    page.goto(ADDRESS)
    choose(page, "none")
    choose(page, "dark_urine", "confused")

    expect(page.locator('[value="none"]')).not_to_be_checked()
    choose(page, "none")
    expect(page.locator(".walk-question :checked")).to_have_count(1)


@with_and_without_javascript
def test_asking_about_the_result(new_page, javascript):
    page = new_page(javascript=javascript)
    walk_to_the_end(page, NIGHT_CRAMP)

    page.get_by_role("button", name="Ask about this").click()

    expect(page.get_by_label("Where does it hurt?")).to_have_value("calf")
    expect(page.locator("[name=lasts]")).to_have_value("minutes")
    expect(page.locator("[name=frequency]")).to_have_value("rare")
    expect(page.get_by_label("At night in bed")).to_be_checked()


def test_the_result_can_be_printed(new_page):
    page = new_page()
    walk_to_the_end(page, NIGHT_CRAMP)
    page.evaluate("window.print = () => { document.title = 'printed'; }")

    page.get_by_role("button", name="Print").click()
    expect(page).to_have_title("printed")

    page.emulate_media(media="print")
    expect(page.get_by_text("Calf cramp (charley horse)")).to_be_visible()
    expect(page.get_by_text("This is not a diagnosis")).to_be_visible()
    expect(page.get_by_text(ADDRESS)).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.get_by_role("button", name="Ask about this")).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_page_is_accessible_and_whole(new_page, width, scheme):
    page, problems = new_page(width=width, color_scheme=scheme), []
    watch(page, problems)
    page.goto(ADDRESS)
    go_on(page)
    problems += barriers(page)
    choose(page, "suicidal", "limb_tight_swollen")
    go_on(page)
    problems += barriers(page)

    page.goto(ADDRESS)
    for question in get_guide().questions:
        choose(
            page,
            *NIGHT_CRAMP.get(question.id, []),
            *(["agitated_sweating"] if question.id == "danger" else []),
        )
        if question.id in ("site", "movement"):
            problems += barriers(page)
        go_on(page)
    problems += barriers(page)
    press(page, re.compile("Answer.*Anything else"))
    choose(page, "one_leg_swollen", "urge_move")
    press(page, "To the result")
    expect(page.get_by_role("heading", name="Get help today")).to_be_visible()
    problems += barriers(page)
    walk_to_the_end(page, {"danger": ["none"]})
    problems += barriers(page)

    assert problems == []
