"""comments.actions.commenting"""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from comments.actions.commenting import comment_on
from notifications.models import Notification
from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Post
from tests.factories import (
    make_answer,
    make_article,
    make_comment,
    make_member,
    make_moderator,
    make_question,
)

pytestmark = pytest.mark.django_db


def test_questions_answers_and_articles_take_comments(tmp_path):
    question = make_question()

    for target in (question, make_answer(question), make_article(tmp_path)):
        comment = make_comment(target)
        target.refresh_from_db()
        assert comment.is_public
        assert target.comment_count == 1


def test_a_reply_to_a_comment_is_the_last_level():
    comment = make_comment(make_answer(make_question()))
    reply = make_comment(comment)

    with pytest.raises(PermissionDenied):
        make_comment(reply)


def test_the_author_of_the_post_is_told_but_not_of_own_comments():
    question = make_question()

    make_comment(question)
    make_comment(question, question.author)

    assert Notification.objects.filter(recipient=question.author, verb="commented").count() == 1


def test_own_experience_belongs_under_a_question_only():
    question = make_question()

    under_question = make_comment(question, is_experience=True)
    under_answer = make_comment(make_answer(question), is_experience=True)

    assert (under_question.is_experience, under_answer.is_experience) == (True, False)


def test_a_hidden_post_takes_no_comment():
    question = make_question()
    change_state(make_moderator(), question, State.HIDDEN)

    with pytest.raises(Http404):
        make_comment(question)


def test_a_double_click_makes_one_comment():
    question, author, key = make_question(), make_member(), uuid.uuid4()

    for _ in range(2):
        comment_on(author, question.pk, body="Same here.", submission_key=key)

    question.refresh_from_db()
    assert question.comment_count == 1
    assert Post.objects.filter(kind="comment").count() == 1


def test_the_permalink_of_a_late_comment_leads_to_the_page_that_shows_it(client):
    question = make_question()
    comments = [make_comment(question, body=f"Comment number {i}") for i in range(12)]

    shown = [client.get(f"/posts/{comment.pk}/", follow=True).content.decode() for comment in comments]

    assert all(f'id="post-{comment.pk}"' in page for comment, page in zip(comments, shown, strict=True))
    assert client.get(f"/posts/{comments[0].pk}/").url.startswith(f"/questions/{question.pk}/")
    assert client.get(f"/posts/{comments[-1].pk}/").url.startswith(f"/posts/{question.pk}/comments/")


def test_experiences_do_not_push_comments_from_the_page(client):
    question = make_question()
    for i in range(6):
        make_comment(question, body=f"Experience number {i}", is_experience=True)
    make_comment(question, body="A plain comment")

    page = client.get(f"/posts/{question.pk}/", follow=True).content.decode()

    assert "A plain comment" in page
    assert "Experience number 4" in page
    assert "Experience number 5" not in page
