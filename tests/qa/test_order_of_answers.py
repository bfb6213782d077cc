"""The order of answers: expert agreement, then (up + 2) / (up + down + 4), then age; withdrawn ones last"""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lib.pagination import paginate
from posts.kinds import Kind
from posts.models import Post
from posts.selectors.thread import BEST_FIRST
from tests.factories import make_member, make_question

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)
counts = st.integers(0, 40)
answers = st.builds(
    dict,
    agreement=st.integers(-3, 3),
    up_count=counts,
    down_count=counts,
    is_retracted=st.booleans(),
    age=st.integers(0, 5),
)


def share(answer):
    return Fraction(answer["up_count"] + 2, answer["up_count"] + answer["down_count"] + 4)


def wanted(rows):
    """The order as the rule says it, in exact numbers; ties go to the older, then to the first written."""
    return sorted(
        range(len(rows)),
        key=lambda i: (rows[i]["is_retracted"], -rows[i]["agreement"], -share(rows[i]), rows[i]["age"], i),
    )


def store(rows):
    author = make_member()
    question = make_question(author)
    posts = [
        Post(
            kind=Kind.ANSWER,
            author=author,
            root=question,
            parent=question,
            body="b",
            body_html="b",
            is_public=True,
            created_at=START + timedelta(days=row["age"]),
            **{name: row[name] for name in ("agreement", "up_count", "down_count", "is_retracted")},
        )
        for row in rows
    ]
    return [post.pk for post in Post.objects.bulk_create(posts)]


def ordered(keys):
    return list(
        Post.objects.filter(pk__in=keys)
        .order_by(*BEST_FIRST.fields(backwards=False))
        .values_list("pk", flat=True)
    )


class OrderTests(TestCase):
    @settings(max_examples=30)
    @given(st.lists(answers, min_size=1, max_size=12))
    def test_the_database_orders_as_the_rule_says(self, rows):
        keys = store(rows)

        assert ordered(keys) == [keys[i] for i in wanted(rows)]

    @settings(max_examples=20)
    @given(answers, answers)
    def test_more_agreement_wins_over_any_votes(self, one, other):
        assume(one["agreement"] > other["agreement"])
        one["is_retracted"] = other["is_retracted"] = False
        keys = store([one, other])

        assert ordered(keys) == keys

    @settings(max_examples=20)
    @given(answers, st.integers(1, 10))
    def test_a_helpful_vote_never_lowers_and_an_unhelpful_one_never_raises(self, answer, more):
        answer["is_retracted"] = False
        better = answer | {"up_count": answer["up_count"] + more}
        worse = answer | {"down_count": answer["down_count"] + more}
        keys = store([better, answer, worse])

        assert ordered(keys) == keys

    @settings(max_examples=20)
    @given(answers, answers)
    def test_what_was_withdrawn_comes_after_whatever_stands(self, withdrawn, standing):
        keys = store([withdrawn | {"is_retracted": True}, standing | {"is_retracted": False}])

        assert ordered(keys) == keys[::-1]

    @settings(max_examples=15)
    @given(st.lists(answers, min_size=1, max_size=12), st.integers(1, 5))
    def test_pages_one_after_the_other_show_each_answer_once_and_in_order(self, rows, size):
        keys = store(rows)
        seen, cursor = [], ""

        while cursor is not None:
            page = paginate(Post.objects.filter(pk__in=keys), BEST_FIRST, cursor, size=size)
            seen += [post.pk for post in page.rows]
            cursor = page.next_cursor

        assert seen == ordered(keys)


@given(counts, counts)
def test_few_votes_stay_near_one_half(up, down):
    answer = {"up_count": up, "down_count": down}

    assert 0 < share(answer) < 1
    assert abs(share(answer) - Fraction(1, 2)) <= Fraction(up + down, 2 * (up + down + 4))
