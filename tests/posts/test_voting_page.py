"""posts.views: voting in the browser"""

import pytest

from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Vote
from tests.factories import PASSWORD, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def test_htmx_gets_the_new_count_alone(client):
    question = make_question()
    client.force_login(make_member())

    page = client.post(f"/posts/{question.pk}/vote/", {"value": "1"}, **HTMX).content.decode()

    assert f'id="votes-{question.pk}"' in page
    assert "<html" not in page


def test_htmx_is_sent_to_the_sign_in_as_a_whole_page(client):
    question = make_question()

    response = client.post(f"/posts/{question.pk}/vote/", {"value": "1"}, **HTMX)

    assert response.headers["HX-Redirect"].startswith("/accounts/login/")


def test_an_error_is_shown_on_the_whole_page(client):
    question = make_question()
    client.force_login(question.author)

    response = client.post(f"/posts/{question.pk}/vote/", {"value": "1"}, **HTMX)

    assert response.headers["HX-Refresh"] == "true"
    assert "your own post" in client.get("/", follow=True).content.decode()


def test_what_somebody_may_not_see_is_not_there_and_what_is_not_public_takes_no_vote(client):
    question = make_question()
    change_state(make_moderator(), question, State.HIDDEN, reason="It does not belong here.")

    answers = []
    for person in (make_member(), make_moderator()):
        client.force_login(person)
        answers.append(client.post(f"/posts/{question.pk}/vote/", {"value": "1"}).status_code)

    assert answers == [404, 403]
    assert not Vote.objects.exists()


def test_who_signs_in_to_vote_comes_back_to_the_post(client):
    question, person = make_question(), make_member()
    away = client.post(f"/posts/{question.pk}/vote/", {"value": "1"})

    back = client.post(away.url, {"login": person.email, "password": PASSWORD}, follow=True)

    assert back.redirect_chain[-1][0] == f"/questions/{question.pk}/{question.slug}/"
