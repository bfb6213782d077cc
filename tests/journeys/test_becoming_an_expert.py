"""A member applies with a document, two verifiers agree, everybody sees the standing, the new expert answers."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import (
    ANSWER,
    LICENSE_NUMBER,
    PDF,
    give_second_factor,
    make_member,
    make_question,
    make_verifier,
)
from tests.journeys.walks import fill_answer_form, follow, open_question, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "My calf locks up in bed, what should I do?"


def apply(page):
    page.goto(reverse("accounts:settings"))
    page.get_by_role("link", name="Answering as an expert").click()
    page.get_by_label("Profession").select_option("physiotherapist")
    page.get_by_label("Country of your license").select_option("NO")
    page.get_by_label("Issuing body").fill("Helsedirektoratet")
    page.get_by_label("License number").fill(LICENSE_NUMBER)
    page.get_by_role("button", name="Documents").set_input_files(
        {"name": "diploma.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_label("English", exact=True).check()
    page.get_by_label("Calf", exact=True).check()
    page.get_by_label("I have read the rules").check()
    page.get_by_role("button", name="Send to the verifiers").click()


def agree(page, applicant):
    page.goto("/")
    page.goto(reverse("accounts:applications"))
    follow(page.get_by_role("link", name=f"{applicant.handle}: Physiotherapist"))
    start = page.get_by_role("button", name="Start the review")
    if start.count():
        follow(start)
    page.get_by_label("The license is confirmed").check()
    page.get_by_label("What you checked, and how").fill("Looked up in the public register: active.")
    page.get_by_role("button", name="Give this opinion").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_from_an_application_to_the_first_answer(new_page, javascript):
    applicant, question = give_second_factor(make_member("ann")), make_question(title=TITLE)
    page = new_page(javascript=javascript, width=390)
    sign_in(page, applicant)
    apply(page)
    expect(page.get_by_text("Your application is sent.")).to_be_visible()

    desk = new_page(javascript=javascript)
    sign_in(desk, make_verifier())
    agree(desk, applicant)
    expect(desk.get_by_text("A second verifier has to agree")).to_be_visible()
    page.goto(reverse("posts:profile", args=["ann"]))
    expect(page.get_by_text("Verified expert")).to_have_count(0)
    second = new_page(javascript=javascript)
    sign_in(second, make_verifier())
    agree(second, applicant)
    expect(second.get_by_text("Decided: Verified.")).to_be_visible()

    reader = new_page(javascript=javascript)
    reader.goto(reverse("accounts:experts"))
    reader.get_by_role("link", name="ann", exact=True).click()
    expect(reader.get_by_role("heading", name="Verified expert")).to_be_visible()
    expect(reader.get_by_text("Helsedirektoratet").first).to_be_visible()
    assert LICENSE_NUMBER not in reader.content()

    open_question(page, TITLE)
    fill_answer_form(page)
    page.get_by_role("button", name="Publish answer").last.click()
    expect(page.locator("article", has_text=ANSWER).get_by_text("Physiotherapist").first).to_be_visible()
    question.refresh_from_db()
    assert question.answer_count == 1


def test_a_draft_keeps_its_document_and_shows_a_language_that_was_folded(new_page):
    page = new_page()
    sign_in(page, make_member())
    page.goto(reverse("accounts:apply"))

    page.get_by_text("More languages").click()
    page.get_by_label("Íslenska").check()
    page.get_by_role("button", name="Documents").set_input_files(
        {"name": "diploma.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_text("Your draft is saved.")).to_be_visible()

    expect(page.get_by_role("link", name="diploma.pdf")).to_be_visible()
    expect(page.get_by_label("Íslenska")).to_be_checked()
    expect(page.get_by_label("Íslenska")).to_be_visible()
