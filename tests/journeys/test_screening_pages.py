"""The pages around screening: a held and a refused text, a report, a limit with its way on, lists and checks."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.roles import Role
from moderation.actions.screening_rules import simulate
from moderation.models import Flag, WatchedAction, WatchedEntry, WatchedKind
from posts.actions.tagging import make_tags
from posts.kinds import State
from posts.models import Post
from tests.factories import BODY, make_comment, make_item, make_member, make_question, make_staff
from tests.journeys.walks import LOOKS, follow, look_at, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TITLE = "My calf locks up in bed, what should I do?"


def watch(pattern, action, **more):
    kind = more.pop("kind", WatchedKind.PHRASE)
    return WatchedEntry.objects.create(kind=kind, pattern=pattern, action=action, **more)


def ask(page, body):
    page.goto(reverse("qa:ask"))
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Your question").fill(body)
    page.locator("[name=tags]").fill("calf")
    page.keyboard.press("Escape")
    follow(page.get_by_role("button", name="Publish question"))


def test_a_refused_text_goes_to_a_moderator_and_waits(new_page):
    make_tags(["calf"])
    watch("miracle cure", WatchedAction.BLOCK)
    page = new_page()
    sign_in(page, make_member())

    ask(page, f"{BODY} Is there a miracle cure?")
    expect(page.get_by_role("alert")).to_contain_text("It holds words that are not published here.")
    expect(page.get_by_label("Your question")).to_have_value(f"{BODY} Is there a miracle cure?")
    assert look_at(page, LOOKS) == []

    follow(page.get_by_role("button", name="Send it to a moderator"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_text("Waiting for a moderator.")).to_be_visible()
    expect(page.get_by_text("A moderator reads it before it is public")).to_be_visible()
    assert look_at(page, LOOKS) == []
    assert Post.objects.get(title=TITLE).state == State.PENDING


def test_a_report_names_the_question_that_was_there_before(new_page):
    question, other = make_question(), make_question()
    page = new_page()
    sign_in(page, make_member())
    page.goto(reverse("moderation:flag", args=[question.pk]))
    assert look_at(page, LOOKS) == []

    page.get_by_label("Was asked before").check()
    page.get_by_label("Where was it asked before?").fill(reverse("qa:question", args=[other.pk, other.slug]))
    follow(page.get_by_role("button", name="Send the report"))

    expect(page.get_by_text("Thank you. A moderator will look at it")).to_be_visible()
    assert Flag.objects.get().duplicate_of == other


def test_who_is_stopped_by_strangers_lets_the_browser_work_and_goes_on(new_page, settings):
    settings.WRITE_LIMITS_ON = True
    narrow = {role: [(50, 600)] for role in ("anonymous", "new", "member", "trusted", "address")}
    settings.WRITE_LIMITS = settings.WRITE_LIMITS | {"publish": narrow | {"network": [(1, 600)]}}
    question, reader = make_question(), make_member()
    page = new_page()
    sign_in(page, reader)
    for words in ("The first of two.", "The second of two."):
        page.goto(reverse("comments:comment", args=[question.pk]))
        page.get_by_label("Your comment").fill(words)
        follow(page.get_by_role("button", name="Publish comment"))

    expect(page.get_by_role("heading", level=1)).to_have_text("Please wait a little")
    expect(page.get_by_role("textbox", name="Text")).to_have_value("The second of two.")
    assert look_at(page, LOOKS) == []
    follow(page.get_by_role("button", name="Send it now"))

    expect(page.get_by_text("The second of two.")).to_be_visible()
    assert reader.posts.count() == 2


def test_lists_and_checks(new_page):
    watch("pills.example", WatchedAction.HOLD, kind=WatchedKind.DOMAIN, note="A wave of it in May.")
    make_item(make_comment(make_question()))
    administrator = make_staff(Role.ADMINISTRATOR)
    simulate("links", 30, 90)
    page = new_page()
    sign_in(page, administrator)

    page.goto(reverse("moderation:lists"))
    page.get_by_label("What is it?").select_option("phrase")
    page.get_by_label("Phrase or domain").fill("bloody")
    page.get_by_label("What is done?").select_option("replace")
    page.get_by_label("Other words").fill("very")
    follow(page.get_by_role("button", name="Put it on the list"))
    expect(page.get_by_text("It is on the list.")).to_be_visible()
    assert look_at(page, LOOKS) == []
    follow(page.locator("li", has_text="pills.example").get_by_role("button"))
    assert WatchedEntry.objects.get().pattern == "bloody"

    page.goto(reverse("moderation:checks"))
    expect(page.get_by_role("table")).to_contain_text("no alarm")
    assert look_at(page, LOOKS) == []
