"""Mistakes that moderation queues are known for, one test each."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.actions.erasing import erase_person
from accounts.actions.exporting import ask_for_export, open_export
from accounts.actions.leaving import ask_to_leave
from accounts.leaving import WhatOfPosts
from accounts.models import User
from accounts.roles import Role
from comments.actions.guest_changing import erase_as_guest
from lib.errors import UserError
from moderation.actions.appealing import appeal
from moderation.actions.claiming import claim
from moderation.actions.deciding import decide
from moderation.actions.flagging import flag_post
from moderation.actions.purging import agree_to_purge, ask_to_purge
from moderation.actions.queueing import open_item
from moderation.actions.reviewing import start_review
from moderation.actions.undoing import undo_decision
from moderation.deeds import Verdict
from moderation.models import (
    Appeal,
    Decision,
    DecisionAction,
    FlagReason,
    ItemKind,
    ReviewItem,
    WatchedAction,
    WatchedEntry,
    WatchedKind,
)
from notifications.models import Notification
from posts.actions.changing_state import change_state
from posts.actions.editing import Edit, edit_post
from posts.actions.suggesting import approve_suggestion
from posts.actions.voting import cast_vote
from posts.kinds import State
from posts.models import SuggestedEdit, Tag
from qa.actions.accepting import accept_answer
from qa.models import Question
from search.models import Document
from tests.factories import (
    BODY,
    approve,
    make_answer,
    make_article,
    make_comment,
    make_decision,
    make_expert,
    make_guest_comment,
    make_item,
    make_member,
    make_moderator,
    make_question,
    make_staff,
    run_tasks,
)

pytestmark = pytest.mark.django_db
HELD = "Snake oil has helped me so much that I want to tell everybody about it."


def watch(phrase="snake oil", action=WatchedAction.HOLD):
    WatchedEntry.objects.create(kind=WatchedKind.PHRASE, pattern=phrase, action=action)


def open_items():
    return ReviewItem.objects.filter(is_open=True)


def mailed_about_replies(article, *, is_hidden):
    """Write an answer, a mention and a reply to a guest; return who was mailed and who has a notice."""
    question, reader = make_question(), make_member()
    guests = make_guest_comment(article, email=f"{reader.handle}@guests.example", wants_replies=True)
    approve(guests)
    run_tasks()
    mail.outbox.clear()
    Notification.objects.all().delete()

    written = [
        make_answer(question),
        make_comment(question, body=f"Ask @{reader.handle}, who knows."),
        make_comment(guests, body="Which wall?"),
    ]
    if is_hidden:
        for post in written:
            change_state(make_moderator(), post, State.HIDDEN)
    run_tasks()
    return {letter.to[0] for letter in mail.outbox}, {
        question.author.email,
        f"{reader.handle}@guests.example",
    }


def test_nobody_is_mailed_about_a_post_that_is_not_visible(tmp_path):
    article = make_article(tmp_path)

    mailed, expected = mailed_about_replies(article, is_hidden=False)
    assert mailed >= expected
    mailed, expected = mailed_about_replies(article, is_hidden=True)
    assert mailed & expected == set()


def test_what_waits_about_a_person_who_leaves_is_closed_with_its_reports():
    person = make_member()
    reported, held = make_comment(make_question(), person), make_question(person)
    make_item(reported)
    make_item(held)
    waiting = make_item(make_question())
    ask_to_leave(person, WhatOfPosts.REMOVE)
    User.objects.filter(pk=person.pk).update(leaves_at=timezone.now() - timedelta(seconds=1))

    assert erase_person(person.pk)

    assert list(open_items()) == [waiting]
    for item in ReviewItem.objects.filter(post__in=[reported, held]):
        assert not item.flags.filter(is_open=True).exists()


def test_what_waits_about_a_post_is_closed_when_it_is_purged_whoever_does_it(tmp_path, client):
    guests, question = make_guest_comment(make_article(tmp_path)), make_question()
    erase_as_guest(guests.pk)
    decision = make_decision(question, DecisionAction.DELETE)
    item = start_review(make_moderator(), question)
    asked = ask_to_purge(
        make_staff(Role.ADMINISTRATOR),
        item,
        Verdict(DecisionAction.PURGE, "A threat.", item.version, rule="kind"),
    )

    agree_to_purge(make_moderator(), asked)

    assert not open_items().exists()
    # What is left of it can still be read by those who have to account for it.
    client.force_login(make_moderator())
    assert client.get(reverse("moderation:item", args=[decision.item_id])).status_code == 200
    assert client.get("/moderation/?show=closed").status_code == 200


def test_nothing_is_hidden_behind_a_default_filter(client):
    """Neither a kind nor the state of the post, nor what has become of its author, nor a colleague's claim."""
    posts = [make_question() for _kind in ItemKind]
    for post, kind in zip(posts, ItemKind, strict=True):
        open_item(post, kind, is_urgent=kind == ItemKind.URGENT)
    for post, state in zip(posts, (State.PENDING, State.HIDDEN, State.DELETED), strict=False):
        change_state(make_moderator(), post, state)
    User.objects.filter(pk=posts[3].author_id).update(suspended_until=timezone.now() + timedelta(days=1))
    ask_to_leave(posts[4].author, WhatOfPosts.KEEP)
    claim(make_moderator(), open_items().get(post=posts[5]))
    client.force_login(make_moderator())

    page = client.get("/moderation/").content.decode()

    for item in open_items():
        assert reverse("moderation:item", args=[item.pk]) in page, item.kinds
    assert f"All {len(posts)}" in page


def test_an_edit_that_is_held_leaves_the_published_text_in_place(client):
    watch()
    question = make_question()
    address = reverse("qa:question", args=[question.pk, question.slug])

    edit_post(question.author, question, Edit(body=HELD))

    assert BODY in client.get(address).content.decode()
    for page in (address, reverse("posts:revisions", args=[question.pk]), "/questions/", "/search/?q=snake"):
        assert "Snake oil" not in client.get(page).content.decode(), page
    question.refresh_from_db()
    assert (question.state, question.is_public, question.body) == (State.VISIBLE, True, BODY)

    approve_suggestion(make_moderator(), SuggestedEdit.objects.get())
    run_tasks()
    assert "Snake oil" in client.get(address).content.decode()
    assert not open_items().exists()


def test_a_persons_flag_and_a_machines_on_one_post_make_one_item():
    watch()
    question = make_question()

    edit_post(question.author, question, Edit(body=HELD))
    flag_post(make_member(), question, reason=FlagReason.SPAM)
    flag_post(make_member(), question, reason=FlagReason.RUDE)

    item = ReviewItem.objects.get()
    assert set(item.kinds) == {ItemKind.FLAG, ItemKind.SUGGESTED_EDIT}
    assert item.flag_count == 2


def test_acting_twice_is_acting_once(client):
    question, moderator, reporter = make_question(), make_moderator(), make_member()
    address = reverse("moderation:flag", args=[question.pk])
    client.force_login(reporter)
    for _ in range(2):
        client.post(address, {"reason": "spam"})
    item = ReviewItem.objects.get()
    assert (item.flag_count, item.flags.count()) == (1, 1)

    client.force_login(moderator)
    form = {"action": "hide", "rule": "kind", "reason": "Please stay friendly.", "version": item.version}
    for _ in range(2):
        client.post(reverse("moderation:item", args=[item.pk]), form)
    decision = Decision.objects.get()
    assert Notification.objects.filter(recipient=question.author, verb="moderated").count() == 1
    assert Notification.objects.filter(recipient=reporter, verb="flag_decided").count() == 1

    appeal(question.author, decision, "It was a joke.")
    with pytest.raises(UserError):
        appeal(question.author, decision, "It was a joke.")
    assert Appeal.objects.count() == 1

    undo_decision(moderator, decision)
    undo_decision(moderator, decision)
    question.refresh_from_db()
    assert question.is_public
    assert Notification.objects.filter(recipient=question.author, note__startswith="Undone").count() == 1


def test_suspended_people_read_export_and_ask_for_a_second_look(client):
    author = make_member()
    post = make_comment(make_question(), author, body="A comment with the word quokka.")
    decision = make_decision(post, DecisionAction.SUSPEND, days=7, abilities=[])
    author.refresh_from_db()
    assert author.suspended_until > timezone.now()
    client.force_login(author)

    for page in ("/", reverse("posts:permalink", args=[post.pk]), "/decisions/", "/settings/data/"):
        assert client.get(page, follow=True).status_code == 200, page
    export = ask_for_export(author)
    run_tasks()
    export.refresh_from_db()
    with zipfile.ZipFile(io.BytesIO(b"".join(open_export(author, export)))) as archive:
        assert "quokka" in archive.read("data.json").decode()
    words = {"words": "It was a joke among friends."}
    assert client.post(reverse("moderation:decision", args=[decision.pk]), words).status_code == 302
    assert Appeal.objects.get().author == author


def test_a_spam_post_is_in_no_profile_list_feed_index_or_count(client):
    spammer, marker = make_member(), "zqxspam"
    question = make_question(spammer, title=f"Buy {marker} pills for every cramp", body=f"{marker} " * 8)
    thread = make_question()
    answer = make_answer(thread, make_expert(), body=f"Buy {marker} here, and " + BODY)
    comment = make_comment(thread, spammer, body=f"Buy {marker} here")
    thread_page = reverse("qa:question", args=[thread.pk, thread.slug])
    feed = reverse("qa:feed", args=[thread.pk])
    pages = [
        "/", "/questions/", "/questions/?sort=active", "/tags/calf/", "/tags/", thread_page, feed,
        f"/search/?q={marker}", f"/search/suggestions/?q={marker}",
        f"/people/{spammer.handle}/", f"/people/{spammer.handle}/?show=comments",
        f"/people/{answer.author.handle}/?show=answers",
    ]  # fmt: skip
    run_tasks()
    seen = [page for page in pages if f"Buy {marker}" in client.get(page, follow=True).content.decode()]
    assert {"/questions/", "/tags/calf/", thread_page, feed, f"/search/?q={marker}"} <= set(seen)

    for post in (question, answer, comment):
        make_decision(post, DecisionAction.DELETE)

    # At once for readers, whatever the worker does; and in the index when it has run.
    for page in pages:
        assert f"Buy {marker}" not in client.get(page, follow=True).content.decode(), page
    run_tasks()
    assert not Document.objects.filter(post=question).exists()
    texts = Document.objects.values_list("title", "text", "answers")
    assert not any(marker in text for row in texts for text in row)
    assert Tag.objects.get(slug="calf").post_count == 1
    thread.refresh_from_db()
    assert (thread.comment_count, thread.answer_count) == (0, 0)


def test_what_a_person_approved_is_not_held_again():
    watch()
    question = make_question(body=HELD)
    assert question.state == State.PENDING
    approve(question)
    question.refresh_from_db()

    edited = edit_post(question.author, question, Edit(body=HELD.upper()))

    assert edited.is_public
    assert not open_items().exists()


def test_a_decision_about_a_question_keeps_its_accepted_answer_and_votes():
    question = make_question()
    answer = make_answer(question, make_expert())
    accept_answer(question.author, answer, accepted=True)
    cast_vote(make_member(), answer, 1)

    undo_decision(make_moderator(), make_decision(answer, DecisionAction.DELETE))

    assert Question.objects.get(pk=question.pk).accepted_answer == answer
    answer.refresh_from_db()
    assert (answer.is_public, answer.up_count) == (True, 1)


def test_the_slower_of_two_moderators_acts_no_more_and_sees_what_was_done(client):
    question, item = make_question(), None
    item = make_item(question)
    item.refresh_from_db()
    decide(
        make_moderator(),
        item,
        Verdict(DecisionAction.HIDE, "It breaks a rule.", item.version, rule="kind"),
    )
    client.force_login(make_moderator())
    form = {"action": "delete", "rule": "kind", "reason": "Please stay friendly.", "version": item.version}

    page = client.post(reverse("moderation:item", args=[item.pk]), form).content.decode()

    assert Decision.objects.count() == 1
    assert "It breaks a rule." in page
