"""The four uses in a real browser, with and without JavaScript."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from accounts.roles import Role
from posts.actions.tagging import make_tags
from posts.models import Post
from tests.factories import (
    BODY,
    PASSWORD,
    make_answer,
    make_article,
    make_expert,
    make_item,
    make_member,
    make_question,
    make_staff,
)
from tests.journeys.walks import fill_answer_form, follow, open_question, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "My calf locks up in bed, what should I do?"
with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [True, False], ids=["script", "no-script"]
)


def fill_ask_form(page, javascript):
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Your question").fill(BODY)
    page.locator("[name=tags]").fill("calf, night")
    if javascript:
        page.keyboard.press("Escape")
    page.get_by_label("Where does it hurt?").select_option("calf")


@with_and_without_javascript
def test_asking(new_page, javascript):
    make_tags(["calf", "night"])
    page = new_page(javascript=javascript)
    sign_in(page, make_member())

    page.get_by_role("link", name="Ask a question").first.click()
    fill_ask_form(page, javascript)
    page.get_by_role("button", name="Publish question").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text(BODY).first).to_be_visible()
    assert Post.objects.get(kind="question").body_site == "calf"


def test_the_body_figure_and_the_preview(new_page):
    make_tags(["calf", "night"])
    page = new_page()
    sign_in(page, make_member())
    page.goto("/ask/")

    page.locator('[data-region="calf-left"]').first.click()
    expect(page.get_by_label("Where does it hurt?")).to_have_value("calf")
    expect(page.get_by_label("Which side?")).to_have_value("left")
    page.get_by_label("Your question").fill(f"**{BODY}**")
    page.get_by_role("button", name="Preview").click()

    expect(page.locator("strong", has_text=BODY)).to_be_visible()


def test_tags_are_completed_by_keyboard(new_page):
    make_question(tags=["calf", "calves-and-feet", "night"])  # what nobody uses is not offered
    page = new_page()
    page.goto("/ask/")

    field = page.get_by_role("combobox", name="Tags")
    expect(field).to_be_visible()
    field.press_sequentially("cal")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")

    expect(field).to_have_value(re.compile(r"^cal(f|ves-and-feet)"))


@with_and_without_javascript
def test_writing_first_and_signing_up_after(new_page, javascript, run_worker):
    make_tags(["calf", "night"])
    page = new_page(javascript=javascript)
    page.goto("/ask/")
    fill_ask_form(page, javascript)
    page.get_by_role("button", name="Sign in and publish").click()

    follow(page.locator("main").get_by_role("link", name=re.compile("Create|Sign up")).first)
    page.get_by_label("Email").fill("new@example.org")
    page.get_by_label("Handle").fill("new_here")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create an account").click()
    expect(page.get_by_text("new@example.org")).to_be_visible()
    run_worker()
    page.get_by_label("Code").fill(re.search(r"^[A-Z]{4}-[A-Z]{4}$", mail.outbox[-1].body, re.MULTILINE)[0])
    follow(page.get_by_role("button", name="Confirm", exact=True))

    page.goto("/ask/")
    expect(page.get_by_label("Your question")).to_have_value(BODY)
    page.get_by_role("button", name="Publish question").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


@with_and_without_javascript
def test_answering_agreeing_and_accepting(new_page, javascript):
    asker, expert, colleague = make_member(), make_expert("eve"), make_expert("cor")
    make_question(asker, title=TITLE)
    page = new_page(javascript=javascript)
    sign_in(page, expert)
    open_question(page, TITLE)
    fill_answer_form(page)
    page.get_by_role("button", name="Publish answer").last.click()
    expect(page.get_by_text("Physiotherapist").first).to_be_visible()

    other = new_page(javascript=javascript)
    sign_in(other, colleague)
    open_question(other, TITLE)
    other.get_by_role("link", name="Give your opinion").click()
    other.get_by_label("Agree with a caveat").check()
    other.get_by_label("Why?").fill("Not with a swollen calf.")
    other.get_by_role("button", name=re.compile("opinion", re.IGNORECASE)).click()
    expect(other.get_by_text("Not with a swollen calf.")).to_be_attached()

    asking = new_page(javascript=javascript)
    sign_in(asking, asker)
    open_question(asking, TITLE)
    asking.get_by_role("button", name="Accept this answer").click()
    expect(asking.get_by_text("You have accepted this answer.")).to_be_visible()


def test_members_find_no_answer_form_but_a_way_to_share(new_page):
    make_question(title=TITLE)
    page = new_page()
    sign_in(page, make_member())
    open_question(page, TITLE)

    expect(page.get_by_role("link", name="Write an answer")).to_have_count(0)
    page.get_by_role("link", name="Share your experience").click()
    page.get_by_label("Your comment").fill("Walking on the cold floor stops mine.")
    page.get_by_label(re.compile("my own experience")).check()
    page.get_by_role("button", name="Publish comment").click()

    expect(page.get_by_text("Walking on the cold floor stops mine.")).to_be_visible()
    assert Post.objects.get(kind="comment").is_experience


@with_and_without_javascript
def test_commenting_on_an_article(new_page, javascript, tmp_path):
    make_article(tmp_path, slug="night-cramps", title="Night cramps")
    page = new_page(javascript=javascript)
    sign_in(page, make_member())
    page.goto("/")
    page.get_by_role("link", name="Knowledge").first.click()
    page.locator("main").get_by_role("link", name="Night cramps").first.click()

    page.locator("main").get_by_role("link", name="Comment", exact=True).last.click()
    page.get_by_label("Your comment").fill("The stretch works for me.")
    page.get_by_role("button", name="Publish comment").click()

    expect(page.get_by_text("The stretch works for me.")).to_be_visible()
    assert Post.objects.get(kind="article").comment_count == 1


@with_and_without_javascript
def test_voting(new_page, javascript):
    answer = make_answer(make_question(title=TITLE))
    page = new_page(javascript=javascript)
    sign_in(page, make_member())
    open_question(page, TITLE)

    button = page.locator(f"#votes-{answer.pk}").get_by_role("button", name="Helped me")
    button.click()

    expect(page.locator(f"#helped-{answer.pk}")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"#helped-{answer.pk}")).to_contain_text("1")


@with_and_without_javascript
def test_reporting_and_moderating(new_page, javascript):
    question = make_question(title=TITLE)
    reporter = new_page(javascript=javascript)
    sign_in(reporter, make_member())
    open_question(reporter, TITLE)
    reporter.get_by_role("link", name="Report").first.click()
    reporter.get_by_label("Spam or advertising").check()
    reporter.get_by_role("button", name=re.compile("Send|Report")).click()
    expect(reporter.get_by_text("A moderator will look at it")).to_be_visible()

    desk = new_page(javascript=javascript)
    sign_in(desk, make_staff(Role.MODERATOR))
    desk.goto("/moderation/")
    desk.get_by_role("link", name=TITLE).first.click()
    desk.get_by_label("Hide it").check()
    desk.get_by_label("House rule").select_option("honest")
    desk.get_by_label("Reason").fill("Please do not advertise here.")
    desk.get_by_role("button", name="Decide").click()
    expect(desk.get_by_text("Decided. Everyone")).to_be_visible()

    assert reporter.goto(f"/posts/{question.pk}/").status == 404
    author = new_page(javascript=javascript)
    sign_in(author, question.author)
    author.goto("/inbox/")
    expect(author.get_by_text("Please do not advertise here.")).to_be_visible()
    author.goto(f"/posts/{question.pk}/")
    expect(author.get_by_text("Please do not advertise here.")).to_be_visible()


def test_restoring_from_the_closed_tab(new_page):
    question = make_question(title=TITLE)
    make_item(question)
    page = new_page()
    sign_in(page, make_staff(Role.MODERATOR))
    for tab, choice in (("/moderation/", "Delete it"), ("/moderation/?show=closed", "Make it visible again")):
        page.goto(tab)
        page.get_by_role("link", name=TITLE).first.click()
        page.get_by_label(choice).check()
        page.get_by_label("House rule").select_option("kind")
        page.get_by_label("Reason").fill("Looked at it once more.")
        follow(page.get_by_role("button", name="Decide"))

    expect(page.get_by_text("Decided. Everyone")).to_be_visible()
    question.refresh_from_db()
    assert question.is_public
