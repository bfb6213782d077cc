"""An editor changes an article, a reviewer publishes and signs it, a reader says what is missing."""

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from tests.factories import make_article, make_member, make_staff
from tests.journeys.walks import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_an_edit_goes_through_review(new_page, tmp_path, javascript):
    make_article(tmp_path, slug="night-cramps", title="Night cramps in the calf")
    desk = new_page(javascript=javascript)
    sign_in(desk, make_staff(Role.EDITOR))
    desk.goto("/knowledge/night-cramps/edit/")
    desk.get_by_label("Text", exact=True).fill(
        "## What it is\n\nA knot that lets go.\n\n## When to get help\n\nSoon."
    )
    desk.get_by_role("button", name="Keep as draft").click()
    expect(desk.get_by_text("Your draft is kept.")).to_be_visible()
    desk.get_by_label("What changes, and why?").fill("Told in fewer words")
    desk.get_by_role("button", name="Send to review").click()
    expect(desk.get_by_text("A colleague will look at your text now.")).to_be_visible()

    review = new_page(javascript=javascript)
    sign_in(review, make_staff(Role.REVIEWER, "rea"))
    review.goto("/knowledge/board/")
    review.get_by_role("link", name="Told in fewer words").click()
    expect(review.get_by_text("A knot that lets go.")).to_be_visible()
    review.get_by_label("Publish it").check()
    review.get_by_label("Sign as a full clinical review").fill("Neurologist")
    review.get_by_role("button", name="Decide").click()
    expect(review.get_by_text("Decided.")).to_be_visible()

    reader = new_page(javascript=javascript)
    reader.goto("/knowledge/night-cramps/")
    expect(reader.get_by_text("A knot that lets go.")).to_be_visible()
    expect(reader.get_by_text("Neurologist").first).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_guest_says_that_it_helped_once(new_page, tmp_path, javascript):
    post = make_article(tmp_path, slug="night-cramps", title="Night cramps in the calf")
    page = new_page(javascript=javascript)

    for answer in ("Yes", "No", "Yes"):
        page.goto("/knowledge/night-cramps/")
        page.get_by_role("link", name="Was this helpful?").click()
        page.get_by_role("button", name=answer, exact=True).click()
        expect(page.get_by_text("Thank you.")).to_be_visible()

    post.article.refresh_from_db()
    assert (post.article.helpful_count, post.article.unhelpful_count) == (1, 0)


def test_a_member_tells_the_editors_and_gets_an_answer(new_page, tmp_path):
    make_article(tmp_path, slug="night-cramps", title="Night cramps in the calf")
    page = new_page()
    member = make_member()
    sign_in(page, member)
    page.goto("/knowledge/night-cramps/")
    page.get_by_role("link", name="This needs a change").click()
    page.get_by_label("What needs a change, and why?").fill("It says nothing about pregnancy.")
    page.get_by_role("button", name="Tell the editors").click()

    desk = new_page()
    sign_in(desk, make_staff(Role.EDITOR))
    desk.goto("/knowledge/board/")
    desk.get_by_label("Answer the reader").fill("A part about it comes this week.")
    desk.get_by_role("button", name="Answer").click()

    page.goto("/inbox/")
    expect(page.get_by_text("A part about it comes this week.")).to_be_visible()
