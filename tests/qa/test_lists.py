"""qa.selectors.question_list: lively ones, and those that need an expert"""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from posts.actions.voting import cast_vote
from posts.models import Post
from qa.actions.closing import close_question
from qa.selectors.question_list import list_questions
from tests.factories import make_answer, make_comment, make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db


def asked(hours_ago, **fields):
    question = make_question(**fields)
    Post.objects.filter(pk=question.pk).update(created_at=timezone.now() - timedelta(hours=hours_ago))
    return question


def keys(sort):
    return [row.pk for row in list_questions(sort, "", "").rows]


def test_votes_answers_and_replies_carry_a_question_over_newer_ones():
    old, new = asked(10), asked(1)
    assert keys("hot") == [new.pk, old.pk]

    make_answer(old)
    cast_vote(make_member(), old, 1)
    make_comment(old)

    assert keys("hot") == [old.pk, new.pk]
    cast_vote(make_member(), Post.objects.get(pk=new.pk), 1)
    make_answer(new)
    assert keys("hot") == [new.pk, old.pk]


def test_what_waits_longest_needs_an_expert_most_and_votes_count_as_hours():
    older, newer = asked(10), asked(6)
    assert keys("needs-expert") == [older.pk, newer.pk]

    cast_vote(make_member(), newer, 1)
    assert keys("needs-expert") == [newer.pk, older.pk]
    make_answer(newer)
    assert keys("needs-expert") == [older.pk]


def test_closed_questions_need_nobody():
    question = asked(3)

    close_question(make_moderator(), question, "unclear")

    assert keys("needs-expert") == []


@pytest.mark.parametrize("sort", ["hot", "needs-expert"])
def test_pages_go_on_where_the_last_one_ended(client, sort):
    questions = [asked(hours) for hours in range(25)]

    first = list_questions(sort, "", "")
    second = list_questions(sort, "", first.next_cursor)

    shown = [row.pk for row in [*first.rows, *second.rows]]
    expected = [question.pk for question in questions]
    assert shown == (expected if sort == "hot" else expected[::-1])
    assert client.get("/questions/", {"sort": sort, "cursor": first.next_cursor}).status_code == 200


@pytest.mark.parametrize(
    ("column", "index", "more"),
    [("hotness", "post_public_hot", ""), ("need", "post_public_needs_expert", "AND answer_count = 0")],
)
def test_the_lists_read_an_index_and_rank_nothing(column, index, more):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(
            f"EXPLAIN SELECT id FROM posts_post WHERE is_public AND kind = 'question' {more}"  # noqa: S608
            f" ORDER BY {column} DESC, id DESC LIMIT 21"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())

    assert index in plan
    assert "Sort" not in plan
