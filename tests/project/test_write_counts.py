"""What people send takes as many statements as ever, however long the thread has become and whoever follows it."""

import itertools
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from notifications.models import Subscription, Topic
from posts.actions.following_tags import follow_tag
from posts.kinds import Kind
from posts.models import Post, Tag, Vote
from tests.factories import make_expert, make_member, make_question
from tests.project.test_query_counts import bulk, fill_thread, make_roots, with_rows

pytestmark = pytest.mark.django_db
NAMES = itertools.count(1)
# Session and reader included, without those that begin and end a transaction.
MOST = {"vote": 8, "comment": 7, "answer": 8, "ask": 17}
PLACES = ("shin", "thigh", "jaw", "foot")


def form(**fields):
    return {"submission_key": str(uuid.uuid4()), **fields}


def forms(question):
    """Who sends what about a question; each text is one that nobody has written before."""
    place = f"{PLACES[next(NAMES) % len(PLACES)]} number {uuid.uuid4().hex[:8]}"
    answer = Post.objects.filter(parent=question, kind=Kind.ANSWER).first()
    body = f"Since {place} began to hurt, warm water and a slow walk in the evening have helped it most."
    said = {
        "evidence": "experience",
        "interests": "none",
        "changes_advice": "A fever as well.",
        "get_help": "A swollen calf.",
    }
    asked = {"title": f"What helps when the {place} cramps at night", "tags": "calf", "do": "publish"}
    return {
        "vote": (make_member(), reverse("posts:vote", args=[answer.pk]), {"value": "1"}),
        "comment": (make_member(), reverse("comments:comment", args=[question.pk]), form(body=body)),
        "answer": (make_expert(), reverse("qa:answer", args=[question.pk]), form(body=body, **said)),
        "ask": (make_member(), "/ask/", form(body=body, **asked)),
    }


def send(name, question):
    """Send a form, return the statements that it took."""
    person, address, fields = forms(question)[name]
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(connection) as queries:
        response = client.post(address, fields)
    assert response.status_code == 302, response.context["form"].errors
    assert "/accounts/" not in response.url
    texts = [query["sql"] for query in queries]
    return [text for text in texts if not text.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]


def make_thread(answers, comments):
    question = make_question(tags=["calf"])
    fill_thread(question, answers=answers, comments=comments)
    return question


def make_famous(question, number):
    """Give a question voters and followers, and its topic more questions and people who follow it."""
    people = User.objects.bulk_create(
        User(email=f"f{i}@example.org", handle=f"follower_{i}") for i in range(number)
    )
    Vote.objects.bulk_create(Vote(voter=person, post=question, value=1) for person in people)
    Subscription.objects.bulk_create(
        Subscription(person=person, post=question, topic=Topic.CHANGES) for person in people
    )
    with_rows(make_roots(Kind.QUESTION, people[0], number))
    for person in people[:20]:
        follow_tag(person, Tag.objects.get(slug="calf"), wanted=True)
    bulk(Kind.COMMENT, people[0], number, root=question, parent=question)


def test_a_form_takes_the_same_statements_in_a_short_thread_and_in_a_long_one():
    short, long = make_thread(1, 1), make_thread(20, 100)
    make_famous(long, 200)
    for name in MOST:
        send(name, short)  # what a process reads once

    for name, most in MOST.items():
        few, many = send(name, short), send(name, long)
        assert len(few) == len(many), "\n".join([name, *many])
        assert len(few) <= most, "\n".join([name, *few])
