"""Asking under a mask: readers see the invented name alone, and moderators only together who it is."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from posts.actions.tagging import make_tags
from posts.models import Post
from tests.factories import BODY, make_item, make_member, make_moderator, make_question
from tests.journeys.walks import open_question, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "My calf locks up in bed, what should I do?"
with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [True, False], ids=["script", "no-script"]
)


def ask_under_a_mask(page):
    page.goto(reverse("qa:ask"))
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Your question").fill(BODY)
    page.locator("[name=tags]").fill("calf")
    page.keyboard.press("Escape")
    page.get_by_label("Ask under a mask").check()
    page.get_by_role("button", name="Publish question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def comment(page):
    page.get_by_role("link", name="Comment", exact=True).first.click()
    page.get_by_label("Your comment").fill("It was the left one.")
    page.get_by_role("button", name="Publish comment").click()
    expect(page.get_by_text("It was the left one.")).to_be_visible()


@with_and_without_javascript
def test_a_mask_hides_its_wearer_in_the_whole_thread(new_page, javascript):
    make_tags(["calf"])
    asker = make_member("zanzibarhandle")
    page = new_page(javascript=javascript, width=390)
    sign_in(page, asker)
    ask_under_a_mask(page)
    comment(page)
    question = Post.objects.get(kind="question")

    reader = new_page(javascript=javascript)
    sign_in(reader, make_member())
    open_question(reader, TITLE)
    expect(reader.locator("header", has_text=TITLE).get_by_text(question.byline)).to_be_visible()
    expect(reader.get_by_role("article").get_by_text(question.byline).first).to_be_visible()
    assert asker.handle not in reader.content()
    reader.goto(reverse("posts:profile", args=[asker.handle]))
    expect(reader.get_by_role("link", name=TITLE)).to_have_count(0)

    page.goto(reverse("posts:profile", args=[asker.handle]))
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    expect(page.get_by_text("Masked: only you see it here")).to_be_visible()


@with_and_without_javascript
def test_two_moderators_together_look_behind_a_mask(new_page, javascript):
    asker = make_member("zanzibarhandle")
    item = make_item(make_question(asker, is_masked=True))
    first, second = new_page(javascript=javascript), new_page(javascript=javascript)
    sign_in(first, make_moderator())
    first.goto(reverse("moderation:item", args=[item.pk]))
    mask = first.get_by_role("region", name="The author")
    mask.get_by_role("textbox").fill("A threat to somebody")
    mask.get_by_role("button", name="Ask a colleague to agree").click()
    expect(mask.get_by_text("A second moderator has to agree.")).to_be_visible()

    sign_in(second, make_moderator())
    second.goto(reverse("moderation:item", args=[item.pk]))
    second.get_by_role("button", name="Agree", exact=True).click()
    second.get_by_role("button", name="Look up who it is").click()

    expect(second.get_by_role("heading", name="Behind the mask")).to_be_visible()
    expect(second.get_by_role("link", name=asker.handle)).to_be_visible()
