"""Taking one's data along, leaving, changing one's mind, and leaving for good, in a real browser."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from accounts import tasks
from accounts.models import User
from tests.factories import PASSWORD, make_answer, make_comment, make_member, make_question
from tests.journeys.walks import follow, give_password, is_accessible, sign_in, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(new_page):
    """A page that complains about scripts and about what the content policy blocks."""
    page, problems = new_page(), []
    watch(page, problems)
    yield page
    assert problems == []


def confirm_if_asked(page):
    if page.get_by_role("heading", level=1).text_content() == "Is it still you?":
        page.get_by_label("Password").fill(PASSWORD)
        follow(page.get_by_role("button", name="Confirm"))


def ask_to_leave(page, choice):
    page.goto("/settings/")
    follow(page.get_by_role("link", name="Delete my account"))
    confirm_if_asked(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Delete my account")
    is_accessible(page)
    page.get_by_label(choice).check()
    page.get_by_label("I want my account to be deleted.").check()
    follow(page.get_by_role("button", name="Delete my account"))
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
    follow(page.get_by_role("button", name="Keep my account"))
    expect(page.get_by_text("Good to have you back")).to_be_visible()
    page.goto("/people/ann/")
    expect(page.get_by_role("heading", level=1)).to_have_text("ann")

    ask_to_leave(page, "Leave them")
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now() - timedelta(minutes=1))
    tasks.erase_leavers.enqueue()
    run_worker()

    assert mail.outbox[-1].subject == "Your account is deleted"
    page.goto("/accounts/login/")
    give_password(page, person)
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
    follow(page.get_by_role("button", name="Put my data together"))
    expect(page.get_by_role("progressbar")).to_be_visible()
    is_accessible(page)

    run_worker()

    link = page.get_by_role("link", name="Download the file (ZIP)")
    expect(link).to_be_visible()  # without a reload
    is_accessible(page)
    follow(link)
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
