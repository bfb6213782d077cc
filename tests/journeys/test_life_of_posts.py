"""Drafts that go on elsewhere, edits that are suggested and approved, questions that are joined and taken apart."""

import pytest
from playwright.sync_api import expect

from posts.models import Draft
from tests.factories import (
    after_grace,
    make_answer,
    make_member,
    make_moderator,
    make_question,
    make_suggester,
)
from tests.journeys.walks import sign_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
NEW = "My calf cramps every second night. Stretching helps a little, walking does not."


@BOTH
def test_a_draft_goes_on_on_another_device(new_page, javascript):
    person = make_member()
    phone, desk = new_page(width=390, javascript=javascript), new_page()
    sign_in(phone, person)
    phone.goto("/ask/")
    phone.get_by_label("Title").fill("Cramps in the calf after a long day")
    if javascript:
        expect(phone.get_by_text("Kept as a draft")).to_be_visible()
    else:
        phone.get_by_role("button", name="Keep as a draft").click()
        expect(phone.get_by_role("heading", level=1)).to_have_text("Drafts")

    sign_in(desk, person)
    desk.goto("/drafts/")
    assert violations(desk) == []
    desk.get_by_role("link", name="Go on writing").click()

    expect(desk.get_by_label("Title")).to_have_value("Cramps in the calf after a long day")
    assert Draft.objects.count() == 1


@BOTH
def test_a_suggested_edit_is_approved(new_page, javascript):
    question = after_grace(make_question())
    editor, author = new_page(javascript=javascript), new_page(width=390, javascript=javascript)
    sign_in(editor, make_suggester())
    editor.goto(f"/posts/{question.pk}/")
    editor.get_by_role("link", name="Suggest an edit").first.click()
    editor.get_by_label("Text", exact=True).fill(NEW)
    editor.get_by_label("What did you change, and why?").fill("Easier to read")
    editor.get_by_role("button", name="Send the suggestion").click()
    expect(editor.get_by_text("waits for a second look; you will be told")).to_be_visible()

    sign_in(author, question.author)
    author.goto(f"/posts/{question.pk}/suggestions/")
    expect(author.get_by_role("heading", level=1)).to_have_text("Suggested edits")
    if javascript:
        assert violations(author) == []
    author.get_by_role("button", name="Approve").click()
    expect(author.get_by_text("The suggested text is published.")).to_be_visible()

    question.refresh_from_db()
    assert question.body == NEW


@BOTH
def test_two_questions_are_joined_and_taken_apart(new_page, javascript):
    source, target = make_question(), make_question()
    answer = make_answer(source)
    page = new_page(javascript=javascript)
    sign_in(page, make_moderator())
    page.goto(f"/posts/{source.pk}/")
    page.get_by_text("Look after this question").click()
    page.get_by_label("Into which question?").fill(str(target.pk))
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(target.title)
    expect(page.locator(f"#post-{answer.pk}")).to_be_visible()
    page.goto(f"/questions/{source.pk}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(target.title)

    page.get_by_role("link", name="Look, or take them apart").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Joined questions")
    if javascript:
        assert violations(page) == []
    page.get_by_role("button", name="Take them apart").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(source.title)
    expect(page.locator(f"#post-{answer.pk}")).to_be_visible()
