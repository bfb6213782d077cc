"""posts.actions.screening: a screen looks at each text before it is public."""

import uuid

import pytest
from django.urls import reverse

from notifications.models import Notification
from posts.kinds import State
from posts.models import Post
from posts.submissions import Band, RefusedError, Submission, Verdict
from qa.actions.asking import Draft, ask_question
from tests.factories import BODY, make_answer, make_comment, make_member, make_question, run_tasks

pytestmark = pytest.mark.django_db
KEPT = []
TITLE = "Calf cramp at three in the morning"


def look(submission: Submission) -> Verdict:
    """Hold what says "hold me", refuse what says "refuse me", and write "****" for "rude"."""
    band = Band.PUBLISH
    if "hold me" in submission.body:
        band = Band.HOLD
    if "refuse me" in submission.body:
        band = Band.REFUSE
    body = submission.body.replace("rude", "****")
    return Verdict(band, submission.title, body, message="No, because.", keep=KEPT.append)


@pytest.fixture(autouse=True)
def _screen(settings):
    settings.POST_SCREEN = "tests.posts.test_screening.look"
    KEPT.clear()


def test_what_the_screen_lets_through_is_public():
    question = make_question()

    assert question.is_public
    assert [question] == KEPT


def test_what_the_screen_holds_waits_and_its_author_alone_sees_it(client):
    question = make_question(body=f"{BODY} hold me")

    assert (question.state, question.is_public) == (State.PENDING, False)
    assert client.get(f"/questions/{question.pk}/{question.slug}/").status_code == 404
    client.force_login(question.author)
    assert (
        "Waiting for a moderator" in client.get(f"/questions/{question.pk}/{question.slug}/").content.decode()
    )


def test_what_the_screen_refuses_is_not_stored():
    with pytest.raises(RefusedError, match="No, because"):
        make_question(body=f"{BODY} refuse me")

    assert not Post.objects.exists()


def test_what_the_screen_replaces_is_stored_and_shown():
    question = make_question(body=f"{BODY} A rude word.")

    assert "A **** word" in question.body
    assert "rude" not in question.body_html


def test_nobody_is_told_of_an_answer_that_waits():
    question = make_question()

    answer = make_answer(question, body="hold me: pull the toes to the shin until it lets go")
    run_tasks()

    question.refresh_from_db()
    assert (answer.state, question.answer_count) == (State.PENDING, 0)
    assert not Notification.objects.exists()


def test_nobody_is_told_of_a_comment_that_waits_nor_mentioned_by_it(mailoutbox):
    question, reader = make_question(), make_member("reader")

    comment = make_comment(question, body=f"hold me, @{reader.handle}")
    run_tasks()

    question.refresh_from_db()
    assert (comment.state, question.comment_count) == (State.PENDING, 0)
    assert not Notification.objects.exists()
    assert mailoutbox == []


def test_a_form_that_is_sent_again_makes_no_second_post_whatever_the_screen_says_then():
    author, key = make_member(), uuid.uuid4()
    first = make_question(author, submission_key=key)

    again = ask_question(
        author, Draft(title=TITLE, body=f"{BODY} refuse me", tags=["calf"], submission_key=key)
    )

    assert (again.post, again.is_new) == (first, False)


@pytest.mark.parametrize(("words", "status"), [("refuse me", 422), ("hold me", 302)])
def test_the_form_keeps_a_refused_text_and_says_why(client, words, status):
    make_question()
    client.force_login(make_member())

    response = client.post(
        reverse("qa:ask"),
        {"title": TITLE, "body": f"{BODY} {words}", "tags": "calf", "submission_key": str(uuid.uuid4())},
    )

    assert response.status_code == status
    if status == 422:
        assert "No, because." in response.content.decode()
        assert words in response.content.decode()
