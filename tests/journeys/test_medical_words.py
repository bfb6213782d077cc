"""Medical words in a real browser: explained where they stand, by mouse, finger and keyboard, and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_article
from tests.journeys.walks import NARROWEST, barriers, follow, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = (
    "Stiffness after a stroke is [spasticity](term:spasticity), and a [twist](term:dystonia) is not.\n\n"
    "| What | Where |\n|---|---|\n| [Tic](term:tic) | Face |\n\nA [riddle](term:no-such-word)."
)
NOTE = ".term-note"


@pytest.fixture
def article(tmp_path):
    return make_article(tmp_path, "stiff-legs", body=TEXT)


def word(page, name):
    """The link of a word, once the script has taken it over."""
    link = page.get_by_role("link", name=name, exact=True)
    expect(link).to_have_attribute("aria-expanded", "false")
    return link


def open_article(new_page, **options):
    page = new_page(**options)
    page.goto("/knowledge/stiff-legs/")
    return page


def test_a_click_explains_a_word_and_a_second_one_puts_it_away(new_page, article):
    page = open_article(new_page)
    asked = []
    page.on("request", lambda request: "?term=" in request.url and asked.append(request.url))
    link = word(page, "spasticity")

    link.click()
    expect(page.locator(NOTE)).to_contain_text("muscles are stiff")
    expect(link).to_have_attribute("aria-expanded", "true")
    expect(link).to_have_accessible_description(re.compile("muscles are stiff"))
    link.click()
    expect(page.locator(NOTE)).to_have_count(0)
    expect(link).to_have_attribute("aria-expanded", "false")
    link.click()
    expect(page.locator(NOTE)).to_be_visible()

    assert len(asked) == 1
    expect(page).to_have_url(re.compile("/knowledge/stiff-legs/$"))


def test_only_one_word_is_explained_at_a_time_and_a_click_elsewhere_puts_it_away(new_page, article):
    page = open_article(new_page)

    word(page, "spasticity").click()
    expect(page.locator(NOTE)).to_contain_text("Spasticity", ignore_case=True)
    word(page, "twist").click()
    expect(page.locator(NOTE)).to_have_count(1)
    expect(page.locator(NOTE)).to_contain_text("twisted posture")
    page.get_by_role("heading", level=1).click()

    expect(page.locator(NOTE)).to_have_count(0)


def test_the_keyboard_opens_enters_and_leaves_an_explanation(new_page, article):
    page = open_article(new_page)
    link = word(page, "spasticity")

    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(NOTE)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="All medical words")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator(NOTE)).to_have_count(0)
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(NOTE)).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(NOTE)).to_have_count(0)


def test_without_scripts_or_without_an_explanation_the_word_leads_to_the_glossary(new_page, article):
    page = open_article(new_page, javascript=False)
    follow(page.locator("a.term", has_text="spasticity"))
    expect(page).to_have_url(re.compile("/knowledge/glossary/#term-spasticity$"))
    page.go_back()
    expect(page).to_have_url(re.compile("/knowledge/stiff-legs/$"))

    page = open_article(new_page)
    follow(word(page, "riddle"))
    expect(page).to_have_url(re.compile("/knowledge/glossary/#term-no-such-word$"))


def test_on_paper_it_is_a_plain_word(new_page, article):
    page = open_article(new_page)
    word(page, "spasticity").click()
    expect(page.locator(NOTE)).to_be_visible()

    page.emulate_media(media="print")

    expect(page.locator(NOTE)).to_be_hidden()
    assert (
        page.locator("a.term").first.evaluate("link => getComputedStyle(link).textDecorationLine") == "none"
    )


@pytest.mark.parametrize("look", [(1280, "light"), (NARROWEST, "dark")], ids=["wide", "narrow"])
def test_an_open_explanation_is_accessible_and_inside_the_window(new_page, article, look):
    width, scheme = look
    problems = []
    page = open_article(new_page, width=width, color_scheme=scheme)
    watch(page, problems)

    for name in ("spasticity", "Tic"):
        word(page, name).click()
        expect(page.locator(NOTE)).to_be_visible()
        box = page.locator(NOTE).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    problems += barriers(page)

    assert problems == []


def test_words_of_the_list_are_filtered_while_typing(new_page):
    page = new_page()
    page.goto("/knowledge/glossary/")

    page.get_by_label("Find a word").press_sequentially("botox")

    expect(page.locator("#term-botulinum-toxin")).to_be_visible()
    expect(page.locator("#term-tic")).to_be_hidden()
    expect(page.locator(".glossary-letters")).to_be_hidden()
    expect(page.locator("main").get_by_role("status")).to_contain_text("1 of")
