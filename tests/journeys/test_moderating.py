"""Moderators at work: the queue by keys and without script, a spam wave, and an author who asks for a second look."""

import time

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from moderation.actions.flagging import flag_post
from moderation.models import Decision, FlagReason
from posts.kinds import Kind, State
from posts.models import Post, Revision
from tests.factories import make_comment, make_item, make_member, make_moderator, make_question
from tests.journeys.walks import follow, is_accessible, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
with_and_without_javascript = pytest.mark.parametrize(
    "javascript", [True, False], ids=["script", "no-script"]
)
WAVE = 1_000
REPORTERS = 20


def make_wave(spammer: User) -> None:
    """A thousand comments of one account under twenty questions, some of them reported."""
    roots = [make_question() for _ in range(20)]
    posts = Post.objects.bulk_create(
        Post(
            kind=Kind.COMMENT, author=spammer, root=roots[n % 20], parent=roots[n % 20], is_public=True,
            body=f"Cheap pills number {n} at https://pills.example/buy", excerpt=f"Cheap pills number {n}",
            body_html=f'<p>Cheap pills number {n} at <a href="https://pills.example/buy">here</a></p>',
        )
        for n in range(WAVE)
    )  # fmt: skip
    Revision.objects.bulk_create(
        Revision(post=post, number=1, editor=spammer, body=post.body, created_at=timezone.now())
        for post in posts
    )
    for root in roots:
        Post.objects.filter(pk=root.pk).update(comment_count=WAVE // 20)
    for post in posts[:REPORTERS]:
        flag_post(make_member(), post, reason=FlagReason.SPAM)


@with_and_without_javascript
def test_a_wave_of_a_thousand_spam_posts_is_cleared_in_two_clicks_and_comes_back_in_one(new_page, javascript):
    spammer = make_member("pillseller")
    make_wave(spammer)
    page = new_page(javascript=javascript)
    sign_in(page, make_moderator())
    page.goto("/moderation/")
    follow(page.get_by_role("link", name="Read and decide").first)

    started = time.monotonic()
    follow(page.get_by_role("link", name="Clean up after a spammer"))
    expect(page.get_by_role("heading", name=f"{WAVE} posts", exact=True)).to_be_visible()
    page.get_by_label("pills.example").check()
    confirmed = time.monotonic()
    follow(page.get_by_role("button", name=f"Block the account and delete {WAVE} posts"))
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{WAVE} posts at once")
    done = time.monotonic()

    print(f"\n{WAVE} posts: {done - confirmed:.2f} s after the click, {done - started:.2f} s in all")  # noqa: T201 the figure is what the walk is for
    assert not Post.objects.filter(author=spammer).exclude(state=State.DELETED).exists()
    assert not Post.objects.filter(kind=Kind.QUESTION).exclude(comment_count=0).exists()
    assert User.objects.get(pk=spammer.pk).is_suspended
    if javascript:  # Axe is a script itself
        is_accessible(page)

    follow(page.get_by_role("button", name="Undo all of it"))
    expect(page.get_by_text("Undone by")).to_be_visible()
    assert Post.objects.filter(author=spammer, is_public=True).count() == WAVE
    assert not User.objects.get(pk=spammer.pk).is_suspended


def test_the_queue_is_gone_through_by_keys(new_page):
    urgent = make_item(make_question(), FlagReason.DANGEROUS)
    make_item(make_question())
    page = new_page(width=1280)
    sign_in(page, make_moderator())
    page.goto("/moderation/")
    expect(page.locator(".keys-hint")).to_be_visible()

    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator(f'a[href="/moderation/{urgent.pk}/"]').first).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".keys-hint")).to_be_visible()
    page.keyboard.press("h")
    expect(page.get_by_label("Hide it")).to_be_checked()
    expect(page.get_by_label("House rule")).to_be_focused()
    page.get_by_label("House rule").select_option("danger")
    page.get_by_role("textbox", name="Passage").fill("hard as wood")
    page.get_by_label("Reason").fill("This could harm.")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_text("Decided. Everyone whom it concerns is told.")).to_be_visible()
    decision = Decision.objects.get()
    assert (decision.action, decision.rule, decision.passage) == ("hide", "danger", "hard as wood")


@with_and_without_javascript
def test_an_author_asks_for_a_second_look_and_a_colleague_overturns_it(new_page, javascript):
    author, question = make_member(), make_question()
    comment = make_comment(question, author, body="You poor thing, it hurts so much.")
    item = make_item(comment)
    first = new_page(javascript=javascript)
    sign_in(first, make_moderator())
    first.goto(reverse("moderation:item", args=[item.pk]))
    first.get_by_label("Delete it").check()
    first.get_by_label("House rule").select_option("kind")
    first.get_by_role("textbox", name="Passage").fill("You poor thing")
    first.get_by_label("Reason").fill("Please do not mock.")
    follow(first.get_by_role("button", name="Decide", exact=True))

    page = new_page(javascript=javascript, width=390)
    sign_in(page, author)
    page.goto(reverse("moderation:decision-about", args=[comment.pk]))
    expect(page.get_by_text("Decided by a moderator")).to_be_visible()
    expect(page.locator("mark")).to_have_text("You poor thing")
    if javascript:
        is_accessible(page)
    page.get_by_label("Why was it wrong?").fill("I meant it kindly, and said so.")
    follow(page.get_by_role("button", name="Ask for a second look"))
    expect(page.get_by_text("Another moderator answers it by")).to_be_visible()

    second = new_page(javascript=javascript)
    sign_in(second, make_moderator())
    second.goto("/moderation/?kind=appeal")
    follow(second.get_by_role("link", name="Read and decide").first)
    second.get_by_label("The decision is undone").check()
    second.get_by_role("textbox", name="Answer").fill("It was meant kindly. Sorry.")
    follow(second.get_by_role("button", name="Answer", exact=True))

    page.reload()
    expect(page.get_by_text("The decision is undone")).to_be_visible()
    comment.refresh_from_db()
    assert comment.is_public
