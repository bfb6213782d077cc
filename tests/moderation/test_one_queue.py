"""What comes from other apps is in the one queue, and leaves it when it is settled there."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from knowledge.actions.hearing import answer_change_request, request_change
from knowledge.models import Article
from moderation.actions.flagging import flag_post
from moderation.actions.queueing import open_item
from moderation.models import Decision, DecisionAction, FlagReason, ItemKind, ReviewItem
from moderation.selectors.decided import decided_posts
from posts.actions.suggesting import approve_suggestion, suggest_edit
from posts.edits import Edit
from posts.kinds import State
from qa.actions.reacting import react, take_back
from qa.models import Question, ReactionKind
from tests.factories import (
    BODY,
    make_answer,
    make_application,
    make_article,
    make_decision,
    make_expert,
    make_item,
    make_member,
    make_moderator,
    make_question,
    make_staff,
    make_suggester,
    run_tasks,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    """Return what pages say to somebody, or to a moderator where nobody is named."""

    def page(address, reader=None):
        client.force_login(reader or make_moderator())
        return client.get(address).content.decode()

    return page


def address_of(item):
    return reverse("moderation:item", args=[item.pk])


def kinds_of(post):
    return list(ReviewItem.objects.filter(post=post, is_open=True).values_list("kinds", flat=True))


def test_a_suggested_edit_waits_in_the_queue_until_it_is_decided(read):
    question = make_question()
    suggestion = suggest_edit(make_suggester(), question, Edit(body=f"{BODY} At night.", reason="Clearer"))
    run_tasks()
    assert kinds_of(question) == [[ItemKind.SUGGESTED_EDIT]]
    page = read(address_of(ReviewItem.objects.get()))
    assert reverse("posts:suggestions", args=[question.pk]) in page

    approve_suggestion(make_moderator(), suggestion)
    run_tasks()

    assert kinds_of(question) == []


def test_a_remark_about_an_article_waits_until_the_last_one_is_answered(tmp_path):
    article = Article.objects.select_related("post").get(pk=make_article(tmp_path).pk)
    remarks = [
        request_change(make_member(), article, reason="It says nothing of pregnancy.", is_safety=is_safety)
        for is_safety in (False, True)
    ]
    item = ReviewItem.objects.get(post_id=article.pk)
    assert (item.kinds, item.is_urgent) == ([ItemKind.NEEDS_CHANGE], True)

    answer_change_request(make_staff(Role.EDITOR), remarks[0], answer="It does now.")
    assert kinds_of(article.post) == [[ItemKind.NEEDS_CHANGE]]
    answer_change_request(make_staff(Role.EDITOR), remarks[1], answer="It does now.")
    assert kinds_of(article.post) == []


def test_an_experts_warning_leaves_the_queue_with_the_last_one():
    answer, warner = make_answer(make_question(), make_expert()), make_expert()
    react(warner, answer, ReactionKind.DANGEROUS, "This dose is too high.")
    assert kinds_of(answer) == [[ItemKind.DANGER]]

    take_back(warner, answer, ReactionKind.DANGEROUS)

    assert kinds_of(answer) == []


def test_applications_of_experts_are_in_the_queue_and_only_verifiers_are_led_to_them(read):
    application = make_application()
    link = reverse("accounts:application", args=[application.pk])
    verifier = make_staff(Role.MODERATOR)
    verifier.roles = [Role.MODERATOR, Role.VERIFIER]
    verifier.save()

    page = read("/moderation/")
    assert f"Application {application.pk}" in page
    assert link not in page
    assert application.applicant.handle not in page
    assert f"Application {application.pk}" not in read("/moderation/?kind=flag")
    assert link in read("/moderation/?kind=application", verifier)


def send(client, item, **data):
    given = {"version": item.version, "rule": "place", "reason": "Asked before.", **data}
    return client.post(address_of(item), given)


def test_a_duplicate_is_closed_or_merged_from_its_item(client, read):
    first, second, third = make_question(), make_question(), make_question()
    flag_post(make_member(), second, reason=FlagReason.DUPLICATE, other_id=first.pk)
    item = ReviewItem.objects.get()
    assert f'name="target" value="{first.pk}"' in read(address_of(item))

    assert send(client, item, action="close", close_reason="duplicate").status_code == 422
    assert send(client, item, action="merge", target="999999").status_code == 422
    send(client, item, action="close", close_reason="duplicate", duplicate_of=f"/questions/{first.pk}/")
    assert Question.objects.get(pk=second.pk).duplicate_of == first

    other = make_item(third)
    other.refresh_from_db()
    assert send(client, other, action="merge", target=str(first.pk)).status_code == 302
    third.refresh_from_db()
    assert (third.merged_into, third.is_public) == (first, False)


def test_what_was_undone_teaches_nothing_and_to_leave_what_is_hidden_is_no_praise():
    kept, hidden, undone = make_question(), make_question(), make_question()
    make_decision(kept, DecisionAction.REVIEWED)
    make_decision(hidden, DecisionAction.HIDE)
    make_decision(undone, DecisionAction.HIDE)
    now = Decision.objects.get(post=undone)
    Decision.objects.filter(pk=now.pk).update(undone_at=now.at, undone_by=now.moderator)
    leaving = Decision.objects.get(post=hidden)
    leaving.pk, leaving.action, leaving.rule, leaving.state_before = None, "dismiss", "", State.HIDDEN
    leaving.save()

    assert {one.post.pk: one.was_removed for one in decided_posts(1)} == {kept.pk: False, hidden.pk: True}


def test_what_is_urgent_stands_before_applications_of_experts_and_they_before_the_rest(read):
    make_application()
    urgent, other = make_question(), make_question()
    open_item(urgent, ItemKind.URGENT, is_urgent=True)
    open_item(other, ItemKind.HELD)

    page = read("/moderation/")

    places = [page.index(words) for words in (urgent.title, "Verifiers decide about it", other.title)]
    assert places == sorted(places)
