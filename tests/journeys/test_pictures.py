"""Pictures in articles and posts, which readers see; a member shows a picture of themselves."""

import re

import pytest
from playwright.sync_api import expect

from accounts.roles import Role
from lib.uploads import MAX_BYTES
from tests.factories import make_article, make_member, make_question, make_staff
from tests.journeys.walks import sign_in
from tests.lib.pictures import image_bytes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CALF = {"name": "calf.png", "mimeType": "image/png", "buffer": image_bytes(size=(320, 200))}
# A file that arrives with an event, as from the clipboard or another window.
ARRIVES = """([event, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "calf.png", { type: "image/png" }));
  const text = document.querySelector("[name=body]");
  const init = { bubbles: true, cancelable: true };
  text.dispatchEvent(event === "paste"
    ? new ClipboardEvent("paste", { ...init, clipboardData: data })
    : new DragEvent("drop", { ...init, dataTransfer: data }));
}"""
KNOT = "A knot that lets go by itself within some minutes."
IS_LOADED = "image => image.complete && image.naturalWidth"


@pytest.fixture
def desk(new_page, tmp_path):
    """The editing page of an article."""
    make_article(tmp_path, slug="night-cramps", title="Night cramps in the calf")
    page = new_page()
    sign_in(page, make_staff(Role.EDITOR))
    page.goto("/knowledge/night-cramps/edit/")
    expect(page.get_by_text("You can also paste a picture")).to_be_attached()
    page.get_by_text("Add a picture", exact=True).click()
    return page


def body_of(page):
    return page.get_by_label("Text", exact=True)


def test_a_picture_is_put_into_an_article_and_published(desk, new_page):
    body_of(desk).fill("## What it is\n\nA knot that lets go.")
    desk.get_by_label("Picture", exact=True).set_input_files(CALF)
    expect(desk.locator("[data-preview] img")).to_be_visible()
    desk.get_by_label("Describe the picture").fill("The calf [from behind]")
    desk.get_by_label("Describe the picture").press("Enter")
    expect(desk.get_by_text("The picture is in your text.")).to_be_visible()
    expect(body_of(desk)).to_be_focused()
    assert "lets go.\n\n![The calf (from behind)](picture:" in body_of(desk).input_value()
    desk.get_by_label("What changes, and why?").fill("With a picture")
    desk.get_by_role("button", name="Send to review").click()
    expect(desk.get_by_text("A colleague will look at your text now.")).to_be_visible()

    review = new_page()
    sign_in(review, make_staff(Role.REVIEWER, "rea"))
    review.goto("/knowledge/board/")
    review.get_by_role("link", name="With a picture").click()
    review.get_by_label("Publish it").check()
    review.get_by_role("button", name="Decide").click()
    expect(review.get_by_text("Decided.")).to_be_visible()

    reader = new_page(width=390)
    reader.goto("/knowledge/night-cramps/")
    picture = reader.get_by_role("img", name="The calf (from behind)")
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    reader.wait_for_function("image => image.complete", arg=picture.element_handle())
    assert picture.evaluate(IS_LOADED) == 320
    assert not reader.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_what_goes_wrong_is_said_and_the_text_stays(desk, tmp_path):
    large = tmp_path / "calf.png"
    large.write_bytes(CALF["buffer"] + b"\x00" * MAX_BYTES)
    body_of(desk).fill(KNOT)
    file, alert = desk.get_by_label("Picture", exact=True), desk.locator(".picture-upload > [role=alert]")
    put = desk.get_by_role("button", name="Put it into the text")

    file.set_input_files(large)
    expect(alert).to_contain_text("larger than 10 MB")
    file.set_input_files(CALF | {"name": "a.pdf", "mimeType": "application/pdf"})
    expect(alert).to_contain_text("Please choose a picture")
    put.click()
    expect(alert).to_contain_text("Please choose a picture")
    file.set_input_files(CALF | {"buffer": b"no picture"})
    put.click()
    expect(alert).to_contain_text("Please describe the picture")
    desk.get_by_label("Describe the picture").fill("A calf")
    put.click()
    expect(alert).to_contain_text("cannot be read as a picture")
    desk.get_by_label("What changes, and why?").fill("With a picture")
    desk.get_by_role("button", name="Send to review").click()
    expect(alert).to_contain_text("This picture is not in your text yet")
    desk.context.set_offline(True)
    put.click()
    expect(alert).to_contain_text("could not be sent")
    desk.context.set_offline(False)
    desk.context.clear_cookies(name="sessionid")
    put.click()
    expect(alert).to_contain_text("You are signed out")
    desk.get_by_role("button", name="Cancel").click()

    expect(alert).to_be_empty()
    assert body_of(desk).input_value() == KNOT


def test_a_member_pastes_and_drops_pictures_into_a_comment(new_page):
    question, member = make_question(), make_member("ann")
    page = new_page(width=390)
    sign_in(page, member)
    page.goto(f"/posts/{question.pk}/comment/")
    text = page.get_by_label("Your comment")
    text.fill("Look at this.")
    expect(page.get_by_text("You can also paste a picture")).to_be_attached()
    waiting = []
    page.route("**/pictures/new/", lambda route: waiting.append(route))  # noqa: PLW0108
    page.evaluate(ARRIVES, ["paste", list(CALF["buffer"])])
    expect(page.locator("[data-preview] img")).to_be_visible()
    page.get_by_label("Describe the picture").fill("The calf from behind")
    page.get_by_role("button", name="Put it into the text").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("Sending the picture…")).to_be_visible()
    waiting.pop().continue_()
    page.unroute("**/pictures/new/")
    expect(page.get_by_text("The picture is in your text.")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_hidden()
    page.evaluate(ARRIVES, ["drop", list(CALF["buffer"])])
    page.get_by_label("Describe the picture").fill("The heel")
    page.get_by_label("Describe the picture").press("Enter")
    expect(text).to_have_value(re.compile(r"picture:.*picture:", re.DOTALL))
    page.get_by_role("button", name="Publish comment").click()
    expect(page.get_by_role("img", name="The heel")).to_be_visible()

    reader = new_page()
    reader.goto(f"/questions/{question.pk}/{question.slug}/")
    picture = reader.get_by_role("img", name="The calf from behind")
    picture.scroll_into_view_if_needed()
    reader.wait_for_function("image => image.complete", arg=picture.element_handle())
    assert picture.evaluate(IS_LOADED) == 320
    with reader.expect_navigation():
        picture.click()
    assert reader.url.endswith(".webp")


def test_without_scripts_the_form_takes_the_picture_along(new_page):
    question = make_question()
    page = new_page(javascript=False)
    sign_in(page, make_member("ann"))
    page.goto(f"/posts/{question.pk}/comment/")
    page.get_by_label("Your comment").fill("Look at this.")
    page.get_by_text("Add a picture", exact=True).click()
    page.get_by_label("Picture", exact=True).set_input_files(CALF | {"buffer": b"no picture"})
    page.get_by_label("Describe the picture").fill("A calf")
    page.get_by_role("button", name="Put it into the text").click()
    expect(page.get_by_text("cannot be read as a picture")).to_be_visible()
    expect(page.get_by_label("Describe the picture")).to_have_value("A calf")
    page.get_by_label("Picture", exact=True).set_input_files(CALF)
    page.get_by_role("button", name="Put it into the text").click()
    expect(page.get_by_text("The picture is in your text. Nothing is published yet.")).to_be_visible()
    expect(page.get_by_label("Your comment")).to_have_value(
        re.compile(r"Look at this\.\n\n!\[A calf\]\(picture:")
    )
    page.get_by_role("button", name="Publish comment").click()

    expect(page.get_by_role("img", name="A calf")).to_be_visible()


def test_a_picture_that_is_chosen_before_the_scripts_are_there_is_shown_too(new_page):
    page = new_page()
    sign_in(page, make_member("ann"))
    held = []
    page.route("**/file-preview*.js", lambda route: held.append(route))  # noqa: PLW0108 Playwright wants a function of its own
    with page.expect_request("**/file-preview*.js"):
        page.goto("/profile/avatar/", wait_until="commit")
    page.get_by_label("Picture").set_input_files(CALF)
    held[0].continue_()

    expect(page.locator("[data-preview] img")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_member_shows_a_picture_and_takes_it_away(new_page, javascript):
    page = new_page(javascript=javascript)
    sign_in(page, make_member("ann"))
    page.goto("/profile/")
    page.get_by_role("link", name="Picture").click()
    page.get_by_label("Picture").set_input_files(CALF)
    if javascript:
        expect(page.locator("[data-preview] img")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your picture is saved.")).to_be_visible()
    page.goto("/people/ann/")
    assert page.locator(".profile-head .ava img").evaluate("image => image.clientWidth") == 72

    page.goto("/profile/avatar/")
    page.get_by_role("button", name="Remove the picture").click()
    expect(page.get_by_text("Your picture is removed.")).to_be_visible()
    assert page.locator(".ava img").count() == 0
