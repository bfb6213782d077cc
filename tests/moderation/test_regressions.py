"""Mistakes that moderation queues are known for, one test each."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts.roles import Role
from lib.errors import UserError
from moderation.actions.deciding import close_without_decision, decide
from moderation.actions.flagging import flag_post
from moderation.actions.queueing import open_item
from moderation.actions.undoing import undo_decision
from moderation.deeds import Verdict
from moderation.models import Decision, DecisionAction, FlagReason, ItemKind, ReviewItem
from notifications.models import Notification
from posts.actions.changing_state import change_state
from posts.actions.voting import cast_vote
from posts.kinds import State
from posts.models import Post, Tag
from qa.actions.accepting import accept_answer
from qa.models import Question
from search.models import Document
from tests.factories import (
    make_answer,
    make_comment,
    make_decision,
    make_expert,
    make_item,
    make_member,
    make_moderator,
    make_question,
    make_staff,
    run_tasks,
)

pytestmark = pytest.mark.django_db


def test_nobody_is_mailed_about_a_post_that_is_not_visible():
    question = make_question()
    make_answer(question, make_expert())
    make_decision(Post.objects.get(kind="answer"), DecisionAction.HIDE)
    mail.outbox.clear()

    run_tasks()

    told = {letter.to[0] for letter in mail.outbox}
    assert question.author.email not in told


def test_an_item_resolves_when_its_post_is_erased_by_its_author():
    question = make_question()
    item = make_item(question)

    close_without_decision(question)

    item.refresh_from_db()
    assert not item.is_open
    assert not item.flags.filter(is_open=True).exists()


def test_a_page_of_an_item_whose_post_was_purged_still_opens(client):
    question, moderator = make_question(), make_moderator()
    decision = make_decision(question, DecisionAction.DELETE)
    change_state(make_staff(Role.ADMINISTRATOR), question, State.PURGED)
    client.force_login(moderator)

    assert client.get(reverse("moderation:item", args=[decision.item_id])).status_code == 200
    assert client.get("/moderation/?show=closed").status_code == 200


def test_nothing_is_hidden_behind_a_default_filter(client):
    kinds = [*ItemKind]
    for kind in kinds:
        open_item(make_question(), kind, is_urgent=kind == ItemKind.URGENT)
    client.force_login(make_moderator())

    page = client.get("/moderation/").content.decode()

    assert page.count('<li class="mod') == len(kinds)
    assert f"All {len(kinds)}" in page


def test_a_persons_flag_and_a_machines_flag_on_one_post_make_one_item():
    question = make_question()
    open_item(question, ItemKind.HELD, weight=4)
    flag_post(make_member(), question, reason=FlagReason.SPAM)
    flag_post(make_member(), question, reason=FlagReason.RUDE)

    item = ReviewItem.objects.get()
    assert (item.kinds, item.flag_count) == ([ItemKind.FLAG, ItemKind.HELD], 2)


def test_acting_twice_is_acting_once():
    question, moderator = make_question(), make_moderator()
    item = make_item(question)
    item.refresh_from_db()
    verdict = Verdict(DecisionAction.HIDE, "Once.", item.version, rule="kind")
    decide(moderator, item, verdict)

    with pytest.raises(UserError):
        decide(moderator, item, verdict)

    assert Decision.objects.count() == 1
    assert Notification.objects.filter(recipient=question.author, verb="moderated").count() == 1
    decision = Decision.objects.get()
    undo_decision(moderator, decision)
    undo_decision(moderator, decision)
    question.refresh_from_db()
    assert question.is_public


def test_a_spam_post_is_in_no_profile_list_feed_index_or_count(client):
    spammer, marker = make_member(), "zqxspam"
    question = make_question(spammer, title=f"Buy {marker} pills for every cramp", body=f"{marker} " * 8)
    comment = make_comment(make_question(), spammer, body=f"Buy {marker} here")
    answer_page = reverse("posts:permalink", args=[comment.root_id])
    run_tasks()
    for post in (question, comment):
        make_decision(post, DecisionAction.DELETE)
    run_tasks()

    pages = [
        "/",
        "/questions/",
        f"/people/{spammer.handle}/",
        f"/search/?q={marker}",
        "/tags/calf/",
        answer_page,
    ]
    for page in pages:
        assert f"Buy {marker}" not in client.get(page, follow=True).content.decode(), page
    assert not Document.objects.filter(post=question).exists()
    assert Tag.objects.get(slug="calf").post_count == 1
    comment.root.refresh_from_db()
    assert comment.root.comment_count == 0


def test_a_decision_about_a_question_keeps_its_accepted_answer_and_votes():
    question = make_question()
    answer = make_answer(question, make_expert())
    accept_answer(question.author, answer, accepted=True)
    cast_vote(make_member(), answer, 1)

    undo_decision(make_moderator(), make_decision(answer, DecisionAction.DELETE))

    assert Question.objects.get(pk=question.pk).accepted_answer == answer
    answer.refresh_from_db()
    assert (answer.is_public, answer.up_count) == (True, 1)
