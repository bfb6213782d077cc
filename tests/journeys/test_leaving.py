"""Taking one's data along, leaving, changing one's mind, and leaving for good, in a real browser."""

import io
import zipfile
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from accounts import tasks
from accounts.models import User
from tests.factories import PASSWORD, make_answer, make_comment, make_member, make_question
from tests.journeys.walks import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(new_page):
    """A page that complains about scripts and about what the content policy blocks."""
    page, problems = new_page(), []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: "Content Security" in line.text and problems.append(line.text))
    yield page
    assert problems == []


def is_accessible(page):
    violations = Axe().run(page).response["violations"]
    assert [f"{one['id']} {one['nodes'][0]['html'][:120]}" for one in violations] == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


def confirm_if_asked(page):
    if page.get_by_role("heading", level=1).text_content() == "Is it still you?":
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()


def ask_to_leave(page, choice):
    page.goto("/settings/")
    page.get_by_role("link", name="Delete my account").click()
    confirm_if_asked(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Delete my account")
    is_accessible(page)
    page.get_by_label(choice).check()
    page.get_by_label("I want my account to be deleted.").check()
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_text("Your account will be deleted on")).to_be_visible()
    expect(page.locator("header").get_by_role("link", name="Sign in").first).to_be_attached()


def test_leaving_staying_and_leaving_for_good(page, run_worker):
    person = make_member("ann")
    question = make_question(person, title="My calf cramps at night, what helps?")
    make_answer(question)
    make_comment(question, person, "I have it since last year.")
    sign_in(page, person)

    ask_to_leave(page, "Leave them")
    page.goto("/people/ann/")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("ann")
    sign_in(page, person)
    page.goto("/settings/keep/")
    is_accessible(page)
    page.get_by_role("button", name="Keep my account").click()
    expect(page.get_by_text("Good to have you back")).to_be_visible()
    page.goto("/people/ann/")
    expect(page.get_by_role("heading", level=1)).to_have_text("ann")

    ask_to_leave(page, "Leave them")
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now() - timedelta(minutes=1))
    tasks.erase_leavers.enqueue()
    run_worker()

    assert mail.outbox[-1].subject == "Your account is deleted"
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill("ann@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url("/accounts/login/")
    page.goto(f"/questions/{question.pk}/{question.slug}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("My calf cramps at night, what helps?")
    expect(page.get_by_text("Former member").first).to_be_visible()
    assert page.get_by_role("link", name="Former member").count() == 0


def test_data_is_put_together_while_one_waits_and_downloaded(page, run_worker):
    person = make_member("ann")
    make_question(person, title="My calf cramps at night, what helps?")
    sign_in(page, person)
    page.goto("/settings/data/")
    is_accessible(page)
    page.get_by_role("button", name="Put my data together").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    is_accessible(page)

    run_worker()

    link = page.get_by_role("link", name="Download the file (ZIP)")
    expect(link).to_be_visible()  # without a reload
    is_accessible(page)
    link.click()
    with page.expect_download() as waiting:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    with open(waiting.value.path(), "rb") as file, zipfile.ZipFile(io.BytesIO(file.read())) as archive:
        reading = archive.read("index.html").decode()
        folder = waiting.value.path().parent / "archive"
        archive.extractall(folder)
    assert "My calf cramps at night, what helps?" in reading
    page.goto(f"file://{folder}/index.html")
    is_accessible(page)
