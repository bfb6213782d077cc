"""Suggestions while typing in a real browser: mouse, keyboard, a slow answer, and no scripts."""

import re

import pytest
from playwright.sync_api import expect

from search.actions.counting_words import count_words
from search.actions.indexing import index_pending
from tests.factories import make_article, make_question
from tests.journeys.walks import barriers, follow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def posts(tmp_path):
    make_article(
        tmp_path, "pool-cramps", title="Cramps in the pool", body="## Swimming\n\nSlow down and stretch."
    )
    question = make_question(title="Cramp after swimming far", tags=["running"])
    index_pending()
    count_words()
    return question


def field(page):
    return page.get_by_role("combobox", name="Search questions and guides")


def test_the_keyboard_goes_through_the_suggestions_and_opens_one(new_page, posts):
    page = new_page()
    page.goto("/search/")
    field(page).fill("swimm")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    assert barriers(page) == []

    field(page).press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field(page)).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    field(page).press("ArrowUp")
    expect(page.locator('[role=option][aria-selected="true"]')).to_have_count(0)
    field(page).press("Escape")
    expect(options).to_have_count(0)
    expect(field(page)).to_have_value("swimm")

    field(page).fill("swimmi")
    expect(options).to_have_count(2)
    field(page).press("ArrowDown")
    field(page).press("Enter")
    expect(page).to_have_url(re.compile(r"/questions/\d+/|/knowledge/pool-cramps/#swimming"))


def test_a_click_opens_a_suggestion_and_enter_alone_searches(new_page, posts):
    page = new_page()
    page.goto("/search/")
    field(page).fill("far")
    follow(page.get_by_role("option", name=re.compile("Cramp after swimming far")))
    expect(page).to_have_url(re.compile(rf"/questions/{posts.pk}/"))

    page.goto("/search/")
    field(page).fill("swimming")
    field(page).press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=swimming"))
    expect(page.get_by_role("heading", name=re.compile("for “swimming”"))).to_be_visible()


def test_a_late_answer_to_what_was_typed_before_is_not_shown(new_page, posts):
    page = new_page()
    page.goto("/search/")
    held = []
    page.route(re.compile(r"suggestions/\?q=swimm$"), lambda route: held.append(route))
    field(page).fill("swimm")
    page.wait_for_timeout(400)
    field(page).fill("far")
    expect(page.get_by_role("option")).to_have_count(1)

    assert len(held) == 1
    page.wait_for_timeout(300)
    expect(page.get_by_role("option")).to_have_count(1)


def test_without_scripts_the_form_searches_and_is_no_combobox(new_page, posts):
    page = new_page(javascript=False)
    page.goto("/search/")

    page.get_by_role("searchbox", name="Search questions and guides").fill("swimming")
    follow(page.locator("main").get_by_role("button", name="Search", exact=True))

    expect(page.get_by_role("link", name="Cramp after swimming far")).to_be_visible()
