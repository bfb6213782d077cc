"""Saving and following a question, its feed, and what search engines are told"""

import json
import re

import pytest
from django.urls import reverse

from posts.actions.changing_state import change_state
from posts.kinds import State
from posts.models import Post
from qa.actions.accepting import accept_answer
from qa.actions.correcting import retract_answer
from qa.actions.reacting import react
from qa.models import ReactionKind
from tests.factories import make_answer, make_comment, make_expert, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db
CANARY = "zanzibarcanary"


def page_of(client, question):
    return client.get(reverse("qa:question", args=[question.pk, question.slug])).content.decode()


def described(client, question):
    found = re.search(r'application/ld\+json">(.*?)</script>', page_of(client, question), re.DOTALL)
    return json.loads(found[1]) if found else None


def test_a_question_is_saved_listed_and_let_go(client):
    person, question = make_member(), make_question()
    client.force_login(person)
    address = reverse("posts:bookmark", args=[question.pk])

    client.post(address)
    client.post(address, {"wanted": "yes"})

    assert question.title in client.get("/bookmarks/").content.decode()
    assert "Saved" in page_of(client, question)
    change_state(make_moderator(), question, State.HIDDEN)
    assert question.title not in client.get("/bookmarks/").content.decode()
    change_state(make_moderator(), question, State.VISIBLE)
    client.post(address, {"wanted": "no"})
    assert question.title not in client.get("/bookmarks/").content.decode()


def test_following_is_seen_on_the_page(client):
    question = make_question()
    client.force_login(make_member())
    address = reverse("qa:follow", args=[question.pk])

    client.post(address)
    assert "Stop following" in page_of(client, question)
    client.post(address, {"wanted": "no"})
    assert "Stop following" not in page_of(client, question)


def test_what_search_engines_require_is_there(client):
    question = make_question()
    first, second = make_answer(question), make_answer(question)
    accept_answer(question.author, first, accepted=True)

    thing = described(client, question)

    assert thing["@type"] == "QAPage"
    entity = thing["mainEntity"]
    assert (entity["@type"], entity["name"], entity["answerCount"]) == ("Question", question.title, 2)
    assert entity["acceptedAnswer"]["text"]
    assert [answer["url"].endswith(f"/{second.pk}/") for answer in entity["suggestedAnswer"]] == [True]
    assert entity["author"]["name"] == question.author.name


def test_without_an_answer_and_to_who_is_signed_in_nothing_is_told(client):
    question = make_question()
    assert described(client, question) is None

    make_answer(question)
    assert described(client, question)
    client.force_login(make_member())
    assert described(client, question) is None


@pytest.mark.parametrize("how", ["hidden", "retracted", "warned"])
def test_neither_feed_nor_data_show_what_is_hidden_withdrawn_or_warned_against(client, how):
    question = make_question()
    make_answer(question)
    answer = make_answer(question, body=f"{CANARY} and thirty more letters so that it is long enough")
    make_comment(answer, body=f"{CANARY} in a comment")
    feed = reverse("qa:feed", args=[question.pk])
    assert CANARY in client.get(feed).content.decode()
    assert CANARY in json.dumps(described(client, question))

    if how == "hidden":
        change_state(make_moderator(), answer, State.HIDDEN)
    elif how == "retracted":
        retract_answer(answer.author, Post.objects.get(pk=answer.pk), "Not true.")
    else:
        react(make_expert(), answer, ReactionKind.DANGEROUS, "A swollen calf can be a clot.")

    assert CANARY not in client.get(feed).content.decode()
    assert CANARY not in json.dumps(described(client, question))


def test_a_mask_has_a_name_and_no_page_in_the_data_and_a_hidden_question_no_feed(client):
    question = make_question(is_masked=True)
    make_answer(question)

    author = described(client, question)["mainEntity"]["author"]
    assert author == {"@type": "Person", "name": question.byline}
    assert question.author.handle not in client.get(reverse("qa:feed", args=[question.pk])).content.decode()
    change_state(make_moderator(), question, State.HIDDEN)
    assert client.get(reverse("qa:feed", args=[question.pk])).status_code == 404
