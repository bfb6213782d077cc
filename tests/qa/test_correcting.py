"""qa.actions.correcting: corrections and withdrawals stay visible, and what was withdrawn is picked nowhere"""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from lib.errors import UserError
from notifications.actions.following import follow
from notifications.models import Notification, Topic
from posts.actions.changing_state import change_state
from posts.actions.voting import cast_vote
from posts.kinds import State
from posts.models import Post
from posts.selectors.thread import BEST_FIRST
from qa.actions.accepting import accept_answer
from qa.actions.agreeing import give_opinion
from qa.actions.correcting import AnswerEdit, edit_answer, retract_answer
from qa.models import Answer, Correction, Question, Stance
from search.models import Document
from tests.factories import (
    ANSWER,
    after_grace,
    make_answer,
    make_expert,
    make_member,
    make_moderator,
    make_question,
    make_statement,
    run_tasks,
)

pytestmark = pytest.mark.django_db
REASON = "The trial was withdrawn by its journal."


def correct(post, **changes):
    fields = {"body": f"{ANSWER} Not longer than a minute.", "statement": make_statement()}
    fields |= {"reason": REASON, "is_correction": True}
    return edit_answer(post.author, post, AnswerEdit(**(fields | changes)))


def page_of(client, question):
    return client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()


def told(person, verb):
    return Notification.objects.filter(recipient=person, verb=verb).values_list("note", flat=True)


def test_a_correction_stands_on_the_answer_with_reason_and_date(client):
    question = make_question()
    post = make_answer(question)

    correct(post)

    page = page_of(client, question)
    correction = Correction.objects.get()
    assert REASON in page
    assert f"Corrected on {correction.at:%b}" in page


def test_everybody_concerned_is_told_of_a_correction_once():
    question, follower, colleague = make_question(), make_member(), make_expert()
    post = make_answer(question)
    give_opinion(colleague, post, stance=Stance.AGREE, reason="")
    for person in (follower, question.author, colleague, post.author):
        follow(person, question, Topic.CHANGES, wanted=True)

    correct(post)

    for person in (question.author, colleague, follower):
        assert list(told(person, "corrected")) == [REASON]
    assert not told(post.author, "corrected")


def test_a_change_of_wording_tells_nobody_and_makes_a_version():
    post = after_grace(make_answer(make_question()))

    correct(post, is_correction=False)

    post.refresh_from_db()
    assert post.revision_count == 2
    assert not Correction.objects.exists()
    assert not Notification.objects.filter(verb="corrected").exists()


def test_a_new_statement_alone_is_a_version_with_the_same_text():
    post = make_answer(make_question())
    version = Post.objects.get(pk=post.root_id).version

    correct(post, body=post.body, statement=make_statement(get_help="Now, if it is swollen."))

    post.refresh_from_db()
    assert (post.revision_count, post.body) == (2, ANSWER)
    assert Answer.objects.get(pk=post.pk).get_help == "Now, if it is swollen."
    assert Post.objects.get(pk=post.root_id).version > version


def test_nothing_new_is_no_version_and_no_correction():
    post = make_answer(make_question())

    correct(post, body=post.body, is_correction=False)
    with pytest.raises(UserError, match="Nothing has changed"):
        correct(post, body=post.body)

    post.refresh_from_db()
    assert post.revision_count == 1


def test_only_the_author_changes_an_answer_here():
    post = make_answer(make_question())

    for actor in (make_expert(), make_moderator(), post.root.author):
        with pytest.raises(PermissionDenied):
            edit_answer(actor, post, AnswerEdit(ANSWER, make_statement()))


def test_the_authors_edit_page_is_the_one_with_the_statement(client):
    post = make_answer(make_question())
    client.force_login(post.author)

    response = client.get(reverse("posts:edit", args=[post.pk]))

    assert response.url == reverse("qa:edit-answer", args=[post.pk])


def test_a_withdrawn_answer_says_so_with_reason_and_date_and_comes_last(client):
    question = make_question()
    withdrawn, other = make_answer(question), make_answer(question)
    give_opinion(make_expert(), withdrawn, stance=Stance.AGREE, reason="")

    retract_answer(withdrawn.author, withdrawn, REASON)

    page = page_of(client, question)
    assert REASON in page
    assert "Withdrawn by its author on" in page
    order = BEST_FIRST.fields(backwards=False)
    assert list(Post.objects.filter(kind="answer").order_by(*order)) == [other, withdrawn]


def test_everybody_concerned_is_told_of_a_withdrawal():
    question, colleague = make_question(), make_expert()
    post = make_answer(question)
    give_opinion(colleague, post, stance=Stance.CAVEAT, reason="Not in pregnancy.")

    retract_answer(post.author, post, REASON)

    assert list(told(question.author, "retracted")) == list(told(colleague, "retracted")) == [REASON]


def test_a_question_whose_only_answer_was_withdrawn_waits_again():
    question = make_question()
    post = make_answer(question)
    accept_answer(question.author, post, accepted=True)

    retract_answer(post.author, post, REASON)

    assert Post.objects.public().unanswered().filter(pk=question.pk).exists()
    assert Question.objects.get(pk=question.pk).accepted_answer_id is None


def test_hiding_and_restoring_a_withdrawn_answer_leaves_the_count_alone():
    question, moderator = make_question(), make_moderator()
    post = make_answer(question)
    retract_answer(post.author, post, REASON)

    change_state(moderator, post, State.HIDDEN)
    change_state(moderator, post, State.VISIBLE)

    assert Post.objects.get(pk=question.pk).answer_count == 0


def test_a_withdrawn_answer_takes_no_votes_opinions_or_edits():
    post = make_answer(make_question())
    retract_answer(post.author, post, REASON)
    post.refresh_from_db()

    for act in (
        lambda: cast_vote(make_member(), post, 1),
        lambda: give_opinion(make_expert(), post, stance=Stance.AGREE, reason=""),
        lambda: accept_answer(post.root.author, post, accepted=True),
        lambda: correct(post),
        lambda: retract_answer(post.author, post, REASON),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_only_the_author_withdraws():
    post = make_answer(make_question())

    for actor in (make_expert(), make_moderator(), post.root.author):
        with pytest.raises(PermissionDenied):
            retract_answer(actor, post, REASON)


def test_withdrawn_words_are_in_no_excerpt_index_or_list(client):
    question = make_question(title="My calf locks up in bed every night")
    text = "Zanzibarcanary: pull the toes to the shin and hold it for a while."
    post = make_answer(question, make_expert("eve"), body=text)
    run_tasks()
    assert "zanzibarcanary" in client.get("/search/?q=zanzibarcanary").content.decode().lower()

    retract_answer(post.author, post, REASON)
    run_tasks()

    for address in (
        "/search/?q=calf+locks",
        "/people/eve/?show=answers",
        "/search/suggestions/?q=zanzibarcanary",
    ):
        assert "Zanzibarcanary" not in client.get(address).content.decode(), address
    assert not Document.objects.filter(answers__icontains="zanzibarcanary").exists()
    page = page_of(client, question)
    assert "An expert has answered" not in page
