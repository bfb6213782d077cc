"""Someone without an account comments on an article, confirms by mail, is published, and erases it."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import make_article, make_moderator
from tests.journeys.walks import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def link_of(subject):
    [message] = [message for message in mail.outbox if message.subject == subject]
    return re.search(r"https?://[^/]+(/comments/guest/\S+)", message.body)[1]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_guests_comment_becomes_visible_and_is_erased(
    new_page, tmp_path, run_worker, monkeypatch, javascript
):
    # What a program would have to wait for is shortened; nothing else is.
    monkeypatch.setattr("comments.tickets.SECONDS_WITH_PROOF", 0)
    monkeypatch.setattr("comments.tickets.SECONDS_WITHOUT_PROOF", 0)
    make_article(tmp_path, slug="night-cramps", title="Night cramps in the calf")
    guest = new_page(javascript=javascript, width=390)
    guest.goto("/knowledge/night-cramps/")
    guest.get_by_role("link", name="Write a comment").click()
    guest.get_by_label("Your comment").fill("The stair stretch helped me within a week.")
    guest.get_by_role("button", name="Send comment").click()
    guest.get_by_label("Your name").fill("Kim")
    guest.get_by_label("Your e-mail address").fill("kim@example.org")
    guest.get_by_label("I agree").check()
    guest.get_by_role("button", name="Send comment").click()
    expect(guest.get_by_role("heading", name="Look into your mail")).to_be_visible()

    run_worker()
    guest.goto(link_of("Confirm your comment"))
    guest.get_by_role("button", name="Yes, send it to the moderators").click()
    expect(guest.get_by_role("heading", name="It waits for a moderator")).to_be_visible()

    desk = new_page(javascript=javascript)
    sign_in(desk, make_moderator())
    desk.goto(reverse("moderation:queue"))
    desk.get_by_role("link", name="Read and decide").click()
    desk.get_by_label("Publish it").check()
    desk.get_by_role("button", name="Decide").click()
    expect(desk.get_by_text("Everyone whom it concerns is told.")).to_be_visible()

    guest.goto("/knowledge/night-cramps/")
    expect(guest.get_by_text("The stair stretch helped me within a week.")).to_be_visible()
    run_worker()
    guest.goto(link_of("Your comment is public"))
    guest.get_by_text("Erase my comment").click()
    guest.get_by_role("button", name="Yes, erase it for ever").click()
    expect(guest.get_by_role("heading", name="Your comment is erased")).to_be_visible()
    guest.goto("/knowledge/night-cramps/")
    expect(guest.get_by_text("The stair stretch helped me within a week.")).to_have_count(0)


def test_by_keyboard_from_a_word_to_a_comment(new_page, tmp_path):
    body = "Stiffness after a stroke is [spasticity](term:spasticity).\n\n## When to get help\n\nSoon."
    make_article(tmp_path, slug="stiff-legs", body=body)
    page = new_page()
    page.goto("/knowledge/stiff-legs/")
    word = page.get_by_role("link", name="spasticity", exact=True)
    expect(word).to_have_attribute("aria-expanded", "false")

    word.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".term-note")).to_be_visible()
    page.keyboard.press("Escape")
    expect(word).to_be_focused()
    page.get_by_role("link", name="Write a comment").focus()
    page.keyboard.press("Enter")

    field = page.get_by_label("Your comment")
    tab_to(page, field)
    page.keyboard.type("The wall stretch helped me.")
    tab_to(page, page.get_by_role("button", name="Send comment"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Your name"))
    expect(field).to_have_value("The wall stretch helped me.")


def tab_to(page, target, most=60):
    """Press Tab until the target has the focus."""
    expect(target).to_be_visible()
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The keyboard does not get there.")
