"""Asking with the guided form in a real browser, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from posts.actions.tagging import make_tags
from posts.models import Post
from qa.models import FoundAnswer, RedFlag
from tests.factories import make_article, make_expert, make_member, make_question, run_tasks
from tests.journeys.walks import barriers, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "My chest cramps and my arm is heavy, what now?"
HEART = "My chest feels crushed since an hour, the left arm is heavy and I am sweating and feel sick."
CALM = "My calf cramps once a week after football, it goes away with stretching."
with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [True, False], ids=["script", "no-script"]
)


def write(page, title, body, javascript):
    page.get_by_label("Title").fill(title)
    page.get_by_label("Your question").fill(body)
    page.locator("[name=tags]").fill("calf")
    if javascript:
        page.keyboard.press("Escape")


def check(page, javascript):
    """Axe is a script itself."""
    if javascript:
        assert barriers(page) == []


def unfold(page, words):
    page.locator("summary", has_text=words).click()


@with_and_without_javascript
def test_a_guided_question_that_is_an_emergency(new_page, javascript):
    make_tags(["calf"])
    asker = make_member()
    page = new_page(javascript=javascript)
    sign_in(page, asker)
    page.goto("/ask/")
    write(page, TITLE, HEART, javascript)
    unfold(page, "How bad it gets")
    page.locator('.row-pain [value="8"]').check()
    unfold(page, "Medicines and health")
    page.get_by_label("Statin").check()
    page.locator('[name="private"][value="medicines"]').check()

    with page.expect_navigation():
        page.get_by_role("button", name="Publish question").click()
    expect(page.get_by_role("heading", name="This sounds like an emergency")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask a question")
    check(page, javascript)
    expect(page.locator('.danger-box a[href^="tel:"]').first).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Go on and publish").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_role("heading", name="This sounds like an emergency")).to_be_visible()
    expect(page.get_by_text("8 of 10")).to_be_visible()
    check(page, javascript)
    assert RedFlag.objects.get().urgency == "emergency_now"
    question = Post.objects.get(kind="question")
    reader = new_page(javascript=javascript)
    reader.goto(f"/questions/{question.pk}/{question.slug}/")
    expect(reader.get_by_text("The asker was told what to do")).to_be_visible()
    expect(reader.get_by_text("1 more detail is for verified experts only")).to_be_visible()
    expect(reader.get_by_text("Statin")).to_have_count(0)
    expert = new_page(javascript=javascript)
    sign_in(expert, make_expert())
    expert.goto(f"/questions/{question.pk}/{question.slug}/")
    expect(expert.get_by_text("Statin")).to_be_visible()


@with_and_without_javascript
def test_asking_that_ends_with_an_answer_that_was_there(new_page, javascript, tmp_path):
    make_tags(["calf"])
    make_article(
        tmp_path,
        title="Cramps after football",
        body=f"## Stretching after football\n\n{CALM} Stretch your calf.",
    )
    make_question(title="Which stretch helps against cramps after football?", body=CALM)
    run_tasks()
    page = new_page(javascript=javascript)
    sign_in(page, make_member())
    page.goto("/ask/")
    write(page, "Cramps after football, which stretch helps?", CALM, javascript)
    if not javascript:
        with page.expect_navigation():
            page.get_by_role("button", name="Publish question").click()
        check(page, javascript)

    found = page.locator(".similar li", has_text="Cramps after football").last
    expect(found).to_be_visible()
    with page.expect_navigation():
        found.get_by_role("button", name=re.compile("This answers me")).click()

    expect(page.get_by_role("heading", level=1)).not_to_have_text("Ask a question")
    assert FoundAnswer.objects.get().times == 1
    assert Post.objects.filter(kind="question").count() == 1
    page.goto("/ask/")
    expect(page.get_by_label("Your question")).to_have_value(CALM)


@with_and_without_javascript
def test_masking_with_one_button(new_page, javascript):
    make_tags(["calf"])
    page = new_page(javascript=javascript)
    sign_in(page, make_member())
    page.goto("/ask/")
    write(page, "Which stretch helps after football?", f"{CALM} Mail ann@example.org.", javascript)

    with page.expect_navigation():
        page.get_by_role("button", name="Publish question").click()
    expect(page.get_by_role("heading", name="This may tell who somebody is")).to_be_visible()
    check(page, javascript)
    with page.expect_navigation():
        page.get_by_role("button", name="Mask these").click()

    expect(page.get_by_label("Your question")).to_have_value(f"{CALM} Mail (e-mail address).")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which stretch helps after football?")


def test_the_meter_follows_the_form(new_page):
    page = new_page()
    page.goto("/ask/")
    meter = page.locator(".completeness progress")
    expect(meter).to_have_js_property("value", 0)

    page.locator('[data-region="calf-left"]').first.click()
    unfold(page, "How bad it gets")
    page.locator('.row-pain [value="3"]').check()

    expect(meter).to_have_js_property("value", 2)
