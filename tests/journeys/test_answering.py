"""An answer and what becomes of it: evidence, a colleague who disagrees, acceptance, the outcome by mail, a warning."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from posts.models import Post
from qa.models import Question
from qa.tasks import ask_outcomes
from tests.factories import make_answer, make_expert, make_member, make_question
from tests.journeys.walks import fill_answer_form, follow, open_question, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "My calf locks up in bed, what should I do?"
with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [True, False], ids=["script", "no-script"]
)


@with_and_without_javascript
def test_from_the_answer_to_the_outcome(new_page, javascript, run_worker):
    asker, expert, colleague = make_member(), make_expert("eve"), make_expert("cor", profession="pharmacist")
    question = make_question(asker, title=TITLE)

    page = new_page(javascript=javascript)
    sign_in(page, expert)
    open_question(page, TITLE)
    fill_answer_form(page, sources="")
    follow(page.get_by_role("button", name="Publish answer").last)
    expect(page.get_by_text("Please name at least one source").first).to_be_visible()
    page.locator("[name=sources]").fill("Hallegraeff 2012, stretching before sleep")
    follow(page.get_by_role("button", name="Publish answer").last)
    expect(page.get_by_text("Clinical trial")).to_be_visible()
    expect(page.get_by_text("Hallegraeff 2012")).to_be_visible()

    other = new_page(javascript=javascript)
    sign_in(other, colleague)
    open_question(other, TITLE)
    follow(other.get_by_role("link", name="Give your opinion"))
    other.get_by_label("Disagree").check()
    other.get_by_label("Why?").fill("The trial had only older adults.")
    follow(other.get_by_role("button", name="Give my opinion"))
    expect(other.get_by_text("The trial had only older adults.")).to_be_visible()
    expect(other.get_by_role("row", name=re.compile("Pharmacist"))).to_be_visible()

    asking = new_page(javascript=javascript)
    sign_in(asking, asker)
    open_question(asking, TITLE)
    follow(asking.get_by_role("button", name="Accept this answer"))
    expect(asking.get_by_text("You have accepted this answer.")).to_be_visible()

    week = timezone.now() - timedelta(days=7, hours=1)
    Post.objects.filter(kind="answer").update(created_at=week)
    ask_outcomes.enqueue()
    run_worker()
    letter = next(one for one in mail.outbox if "How is it now" in one.subject)
    link = re.search(r"/outcome/\S+\?result=better", letter.body)[0]
    guest = new_page(javascript=javascript)
    guest.goto(link)
    expect(guest.get_by_role("radio", name="Better")).to_be_checked()
    assert Question.objects.get(pk=question.pk).outcome == ""
    follow(guest.get_by_role("button", name="Send").first)
    expect(guest.get_by_role("heading", level=1)).to_have_text("Thank you")

    reader = new_page(javascript=javascript)
    open_question(reader, TITLE)
    expect(reader.get_by_text("7 days after the first answer")).to_be_visible()


@with_and_without_javascript
def test_an_experts_danger_stands_before_the_text(new_page, javascript):
    make_answer(make_question(title=TITLE), make_expert("eve"))
    page = new_page(javascript=javascript)
    sign_in(page, make_expert("cor"))
    open_question(page, TITLE)

    follow(page.get_by_role("link", name="Outdated or dangerous?"))
    page.get_by_label("Could be dangerous").check()
    page.get_by_label("Why?").fill("A swollen calf can be a clot.")
    follow(page.get_by_role("button", name="Send"))

    reader = new_page(javascript=javascript)
    open_question(reader, TITLE)
    expect(reader.get_by_text("says that this could be dangerous")).to_be_visible()
    expect(reader.get_by_text("A swollen calf can be a clot.")).to_be_visible()


@with_and_without_javascript
def test_from_the_desk_to_the_answer_with_a_template(new_page, javascript):
    make_question(title=TITLE)
    page = new_page(javascript=javascript)
    sign_in(page, make_expert("eve"))
    page.goto("/experts/desk/")

    follow(page.get_by_role("button", name="Answer it"))
    expect(page.get_by_text("Others see that you are answering")).to_be_visible()
    page.get_by_text("Begin with a template").click()
    page.locator("[name=body]").fill("My own beginning.")
    follow(page.get_by_role("button", name="Cramps that come again at night"))

    expect(page.locator("[name=body]")).to_have_value(re.compile(r"^My own beginning\.\s+\*\*In short:"))
