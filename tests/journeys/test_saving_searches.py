"""The search field of the header, saving a search and the pages of topics, by keyboard in a real browser."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from posts.actions.tidying_tags import rank_experts
from search.actions.counting_words import count_words
from search.actions.indexing import index_pending
from tests.factories import make_answer, make_article, make_member, make_moderator, make_question, run_tasks
from tests.journeys.walks import sign_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def question(tmp_path):
    call_command("load_tags")
    make_article(tmp_path, "calf-steps", kind="relief", title="Calf cramp: what to do now")
    question = make_question(
        title="Calf cramp after swimming far", tags=["calf", "swimming"], body_site="calf"
    )
    make_answer(question)
    index_pending()
    count_words()
    rank_experts()
    return question


def header(page):
    return page.get_by_role("combobox", name="Search the whole site")


def test_the_header_suggests_in_groups_and_the_keyboard_opens_one(new_page, question):
    page = new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/knowledge/")

    header(page).press_sequentially("calf")
    expect(page.get_by_role("group", name="Relief now")).to_be_visible()
    expect(page.get_by_role("group", name="Questions")).to_be_visible()
    assert violations(page) == []
    header(page).press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    with page.expect_navigation():
        header(page).press("Enter")
    expect(page).to_have_url(re.compile("/knowledge/calf-steps/"))

    header(page).fill("swimming")
    expect(page.get_by_role("group", name="Topics")).to_be_visible()
    header(page).press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    with page.expect_navigation():
        header(page).press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=swimming"))


def test_without_scripts_the_header_searches_too(new_page, question):
    page = new_page(javascript=False)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/knowledge/")

    page.get_by_role("searchbox", name="Search the whole site").fill("swimming")
    page.get_by_role("searchbox", name="Search the whole site").press("Enter")

    expect(page.get_by_role("link", name="Calf cramp after swimming far")).to_be_visible()


def test_a_search_is_saved_and_deleted_by_keyboard_and_tells_of_a_new_question(new_page, question):
    reader = make_member()
    page = new_page()
    sign_in(page, reader)
    page.goto("/search/?q=swimming+calf")
    assert violations(page) == []

    page.get_by_role("button", name="Tell me of new ones").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved searches")
    expect(page.get_by_role("link", name="swimming calf")).to_be_visible()
    assert violations(page) == []

    make_question(title="My calf hardens when I am swimming")
    run_tasks()
    page.goto("/inbox/")
    expect(page.get_by_role("link", name="Something new for a search that you saved")).to_be_visible()
    expect(page.get_by_text("Your search: swimming calf")).to_be_visible()

    page.goto("/search/saved/")
    page.get_by_role("button", name="Delete swimming calf").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing saved yet")).to_be_visible()


def test_a_topic_is_followed_and_merged_and_the_merge_taken_back(new_page, question):
    page = new_page()
    sign_in(page, make_moderator())
    page.goto("/tags/swimming/")
    assert violations(page) == []
    page.get_by_role("button", name="Follow this topic").click()
    expect(page.get_by_role("button", name="Stop following")).to_be_visible()
    expect(page.get_by_text("1 follower")).to_be_visible()

    page.goto("/tags/calf/")
    page.get_by_role("link", name="legs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("legs")
    page.goto("/tags/swimming/edit/")
    assert violations(page) == []
    page.get_by_role("textbox", name="Merge into").fill("sport")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merged topics")
    assert violations(page) == []
    page.goto("/tags/swimming/")
    expect(page).to_have_url(re.compile("/tags/sport/"))

    page.goto("/tags/merges/")
    page.get_by_role("button", name="Take back swimming").click()
    expect(page.get_by_text("Taken back", exact=True)).to_be_visible()
    page.goto("/tags/swimming/")
    expect(page.get_by_role("link", name="Calf cramp after swimming far")).to_be_visible()


def test_the_topics_of_a_place_are_found_by_the_figure(new_page, question):
    page = new_page()
    page.goto("/tags/?where=calf")
    expect(page.get_by_role("heading", level=2, name="Calf")).to_be_visible()
    expect(page.locator(".tag-list").get_by_role("link", name="calf")).to_be_visible()
    assert violations(page) == []
