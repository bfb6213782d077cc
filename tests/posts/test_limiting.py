"""posts.actions.limiting: what new members may send within a time, and who is not limited."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from lib.errors import LimitError
from posts.actions.editing import Edit, edit_post
from posts.actions.limiting import count_links, refuse_more_votes, refuse_too_much
from posts.actions.voting import cast_vote
from posts.models import Post, Vote
from qa.actions.asking import Draft, ask_question
from tests.factories import (
    BODY,
    make_comment,
    make_expert,
    make_member,
    make_moderator,
    make_newcomer,
    make_question,
)
from tests.posts.test_concurrency import all_at_once

pytestmark = pytest.mark.django_db
LINKS = [f"https://shop{i}.example/calf" for i in range(3)]


def later(hours):
    """Let so many hours pass for everything written so far."""
    for post in Post.objects.all():
        Post.objects.filter(pk=post.pk).update(created_at=post.created_at - timedelta(hours=hours))


def test_a_new_member_can_ask_comment_and_vote():
    newcomer, other = make_newcomer(), make_question()

    question = make_question(newcomer)
    comment = make_comment(other, newcomer)
    vote = cast_vote(newcomer, other, 1)

    assert question.is_public
    assert comment.is_public
    assert vote.up_count == 1


def test_the_third_question_of_a_new_member_within_an_hour_is_refused_with_the_time_when_it_is_possible():
    newcomer = make_newcomer()
    make_question(newcomer)
    make_question(newcomer)

    with pytest.raises(LimitError) as refusal:
        make_question(newcomer)

    free_at = timezone.now() + timedelta(hours=1)
    assert "2 questions within 1 hour" in refusal.value.message
    assert f"{free_at:%H:%M} UTC" in refusal.value.message or "59 minutes" in refusal.value.message
    later(hours=1)
    assert make_question(newcomer).is_public


def test_the_seventh_question_of_a_day_is_refused():
    newcomer = make_newcomer()
    for _ in range(3):
        make_question(newcomer)
        make_question(newcomer)
        later(hours=2)

    with pytest.raises(LimitError, match="6 questions within 24 hours"):
        make_question(newcomer)


def test_the_eleventh_comment_within_an_hour_is_refused_and_questions_are_counted_apart():
    newcomer, question = make_newcomer(), make_question()
    for _ in range(10):
        make_comment(question, newcomer)

    with pytest.raises(LimitError, match="10 comments within 1 hour"):
        make_comment(question, newcomer)
    assert make_question(newcomer).is_public


def test_a_form_that_is_sent_again_at_the_limit_still_leads_to_its_post():
    newcomer, key = make_newcomer(), uuid.uuid4()
    first = make_question(newcomer, submission_key=key)
    make_question(newcomer)

    assert make_question(newcomer, submission_key=key) == first


def test_removed_posts_count_as_well():
    newcomer = make_newcomer()
    posts = [make_question(newcomer), make_question(newcomer)]
    Post.objects.filter(pk=posts[0].pk).update(state="deleted", is_public=False)

    with pytest.raises(LimitError):
        make_question(newcomer)


@pytest.mark.parametrize(
    "make", [make_expert, make_moderator, lambda: make_member(created_at=timezone.now() - timedelta(days=3))]
)
def test_experts_staff_and_members_of_three_days_are_not_limited(make):
    person = make()
    User.objects.filter(pk=person.pk).exclude(roles=[]).update(created_at=timezone.now())
    person.refresh_from_db()

    for _ in range(3):
        make_question(person, body=f"{BODY} {' '.join(LINKS)} @abc @abd @abe @abf")

    assert Post.objects.filter(author=person).count() == 3


def test_whoever_has_earned_fifteen_points_is_not_new_any_more():
    newcomer = make_newcomer()
    User.objects.filter(pk=newcomer.pk).update(reputation_points=14)
    newcomer.refresh_from_db()

    for _ in range(3):
        make_question(newcomer, body=f"{BODY} {' '.join(LINKS)}")

    assert newcomer.reputation == 15


def test_two_links_are_possible_for_new_members_and_a_third_is_not():
    newcomer = make_newcomer()
    make_question(newcomer, body=f"{BODY} {LINKS[0]} and [this]({LINKS[1]})")

    with pytest.raises(LimitError, match="at most 2 links"):
        make_question(newcomer, body=f"{BODY} {LINKS[0]} [b]({LINKS[1]}) <{LINKS[2]}>")


def test_links_are_not_slipped_in_by_an_edit_but_what_is_there_may_stay():
    newcomer = make_newcomer()
    question = make_question(newcomer)
    links = "".join(f"\n\n{link}" for link in LINKS)

    with pytest.raises(LimitError):
        edit_post(newcomer, question, Edit(body=BODY + links))
    edit_post(make_moderator(), question, Edit(body=BODY + links))
    edit_post(newcomer, question, Edit(body=f"It is better now. {BODY}{links}"))

    question.refresh_from_db()
    assert question.body.startswith("It is better now.")


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("no link at all", 0),
        ("https://a.example https://a.example", 2),
        ("[x](//a.example/b)", 1),
        ("[x](http://testserver/questions/) and [y](/questions/)", 0),
        ("[x](http://testserver.a.example/) [y](http://testserver@a.example/)", 2),
        ("`https://a.example`", 0),
        ("[x][1]\n\n[1]: HTTPS://A.EXAMPLE/", 1),
        ("[z](mailto:someone@a.example)", 0),
    ],
)
def test_only_links_that_lead_elsewhere_count(body, count):
    assert count_links("comment", body) == count


def test_a_new_member_mentions_at_most_three_people():
    newcomer, question = make_newcomer(), make_question()
    make_comment(question, newcomer, body="@abc @abd @abe @ABC thank you, a@b.example")

    with pytest.raises(LimitError, match="3 people"):
        make_comment(question, newcomer, body="@abc @abd @abe @abf")


def test_a_new_member_votes_twenty_times_a_day_and_may_change_their_mind():
    newcomer = make_newcomer()
    questions = [make_question() for _ in range(21)]
    for question in questions[:20]:
        cast_vote(newcomer, question, 1)

    with pytest.raises(LimitError, match="20 posts within 24 hours"):
        cast_vote(newcomer, questions[20], 1)
    cast_vote(newcomer, questions[0], 1)
    cast_vote(newcomer, questions[0], 0)
    cast_vote(newcomer, questions[20], 1)

    assert Vote.objects.filter(voter=newcomer).count() == 20


def test_the_ask_page_says_why_and_keeps_the_text(client):
    newcomer = make_newcomer()
    make_question(newcomer)
    make_question(newcomer)
    client.force_login(newcomer)

    response = client.post(
        "/ask/",
        {
            "title": "What about my third calf cramp?",
            "body": f"{BODY} My third.",
            "tags": "calf",
            "submission_key": str(uuid.uuid4()),
        },
    )

    page = response.content.decode()
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 3_600
    assert "2 questions within 1 hour" in page
    assert "My third." in page
    assert "What about my third calf cramp?" in page


def test_the_comment_page_says_why_and_keeps_the_text(client):
    newcomer, question = make_newcomer(), make_question()
    client.force_login(newcomer)

    body = f"Look: {' '.join(LINKS)}"
    response = client.post(
        reverse("comments:comment", args=[question.pk]), {"body": body, "submission_key": str(uuid.uuid4())}
    )

    # Waiting would not help.
    assert response.status_code == 422
    assert "Retry-After" not in response.headers
    assert "at most 2 links" in response.content.decode()
    assert body in response.content.decode()


def test_one_vote_too_many_answers_with_the_reason(client):
    newcomer = make_newcomer()
    Vote.objects.bulk_create(Vote(voter=newcomer, post=make_question(), value=1) for _ in range(20))
    client.force_login(newcomer)

    response = client.post(reverse("posts:vote", args=[make_question().pk]), {"value": "1"})

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "20 posts within 24 hours" in response.content.decode()


def test_people_who_are_not_new_pay_no_query_for_the_limits(django_assert_num_queries):
    member, question = make_member(), make_question()

    with django_assert_num_queries(0):
        refuse_too_much(member, "comment", BODY, uuid.uuid4())
        refuse_more_votes(member, question)


@pytest.mark.django_db(transaction=True)
def test_questions_sent_at_once_do_not_slip_through_the_limit():
    newcomer = make_newcomer()
    make_question()

    def ask():
        try:
            ask_question(newcomer, Draft(title="A cramp in the calf at night", body=BODY, tags=["calf"]))
        except LimitError:
            return

    all_at_once(*[ask] * 8)

    assert Post.objects.filter(author=newcomer).count() == 2
