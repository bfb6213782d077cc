"""lib.pagination"""

import base64
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.pagination import Order, encode_cursor, paginate
from posts.models import Post
from tests.factories import make_member

pytestmark = pytest.mark.django_db

NEWEST = Order("created_at")
BEST = Order("up_count", then=("-helpfulness", "created_at", "pk"))
ORDERS = [
    NEWEST, Order("created_at", descending=False), Order("pk"), Order("up_count", descending=False), Order("score"),
    Order("helpfulness"), BEST,
]  # fmt: skip
START = datetime(2026, 11, 1, 12, tzinfo=UTC)


def make_rows(count, *, author=None):
    """Questions of which every three have the same moment and the same number of helpful votes."""
    author = author or make_member()
    same = {
        "kind": "question",
        "is_public": True,
        "author": author,
        "title": "Calf",
        "slug": "calf",
        "body": "Calf",
    }
    moments = [START + timedelta(minutes=number // 3) for number in range(count)]
    return Post.objects.bulk_create(
        Post(
            **same, created_at=moment, last_activity_at=moment, up_count=moment.minute, down_count=number % 2
        )
        for number, moment in enumerate(moments)
    )


def make_cursor(*parts):
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def keys(page):
    return [row.pk for row in page.rows]


def pages(order, cursor="", *, backwards=False, size=4):
    """Follow the cursors in one direction from a page on."""
    found = [paginate(Post.objects.all(), order, cursor, size=size)]
    while following := found[-1].previous_cursor if backwards else found[-1].next_cursor:
        found.append(paginate(Post.objects.all(), order, following, size=size))
    return found


def first_page(order=NEWEST):
    return keys(paginate(Post.objects.all(), order, "", size=4))


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_going_forwards_shows_every_row_once_in_order(order):
    make_rows(11)

    seen = [key for page in pages(order) for key in keys(page)]

    assert seen == list(Post.objects.order_by(*order.fields(backwards=False)).values_list("pk", flat=True))


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_going_back_shows_the_same_pages_again(order):
    make_rows(12)
    there = pages(order)

    back = pages(order, there[-1].previous_cursor, backwards=True)

    assert [keys(page) for page in back] == [keys(page) for page in reversed(there[:-1])]
    assert back[-1].next_cursor


@pytest.mark.parametrize(("count", "pages_expected"), [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2)])
def test_a_full_page_that_is_the_last_has_no_next(count, pages_expected):
    make_rows(count)

    found = pages(NEWEST)

    assert len(found) == pages_expected
    assert found[0].previous_cursor is None
    assert found[-1].next_cursor is None


def test_a_row_that_is_added_meanwhile_moves_nothing():
    author = make_member()
    make_rows(8, author=author)
    first = paginate(Post.objects.all(), NEWEST, "", size=4)
    expected = keys(pages(NEWEST)[1])

    Post.objects.filter(pk=make_rows(1, author=author)[0].pk).update(created_at=START + timedelta(days=1))

    assert keys(paginate(Post.objects.all(), NEWEST, first.next_cursor, size=4)) == expected


def test_a_page_takes_one_query(django_assert_num_queries):
    make_rows(8)
    cursor = paginate(Post.objects.all(), NEWEST, "", size=4).next_cursor

    with django_assert_num_queries(1):
        paginate(Post.objects.all(), NEWEST, cursor, size=4)


@pytest.mark.parametrize(
    "cursor",
    [
        "x", "!!!", "=", "é", "\x00", "a" * 1000, "W10", "bnVsbA", make_cursor(), make_cursor("f"),
        make_cursor("x", "2026-11-01T12:00:00+00:00", 5), make_cursor("f", "yesterday", 5),
        make_cursor("f", None, 5), make_cursor("f", 5, 5), make_cursor("f", ["2026"], 5),
        make_cursor("f", "2026-11-01T12:00:00+00:00", "5"), make_cursor("f", "2026-13-01T12:00:00+00:00", 5),
        make_cursor("f", "2026-11-01T12:00:00+00:00", 2**70), make_cursor("f", 5), make_cursor({"f": 1}, 2, 3),
    ],
)  # fmt: skip
def test_a_cursor_that_makes_no_sense_gives_the_first_page(cursor):
    make_rows(6)

    assert keys(paginate(Post.objects.all(), NEWEST, cursor, size=4)) == first_page()


@pytest.mark.parametrize("other", [Order("pk"), Order("up_count"), Order("last_activity_at")], ids=str)
def test_a_cursor_of_another_list_gives_the_first_page(other):
    rows = make_rows(6)
    cursor = encode_cursor(rows[3], other, backwards=False)

    assert keys(paginate(Post.objects.all(), NEWEST, cursor, size=4)) == first_page()


@pytest.mark.parametrize(
    ("order", "value"),
    [
        (NEWEST, "2026-11-01"), (NEWEST, "2026-11-01T12:00:00"), (NEWEST, "0001-01-01T00:00:00+23:59"),
        (NEWEST, "9999-12-31T23:59:59.999999-23:59"), (NEWEST, "2026-11-01T12:00:00+17:00"),
        (NEWEST, "2026-11-01T12:00:00+00:00:01"), (Order("up_count"), 1.5), (Order("up_count"), -(2**31)),
        (Order("up_count"), 2**31), (Order("up_count"), True), (Order("up_count"), float("nan")),
        (Order("up_count"), float("inf")), (Order("helpfulness"), 1e-320), (Order("title"), "\ud800"),
        (Order("title"), "\x00"), (Order("score"), "3"), (Order("score"), 2**31),
    ],
)  # fmt: skip
@pytest.mark.filterwarnings("ignore:DateTimeField:RuntimeWarning")
@pytest.mark.parametrize("direction", ["f", "b"])
def test_odd_values_in_a_cursor_never_raise(order, value, direction):
    make_rows(3)

    assert paginate(Post.objects.all(), order, make_cursor(direction, value, 5), size=4)


DAY = timedelta(hours=23, minutes=59)
OFFSETS = st.none() | st.timedeltas(-DAY, DAY).map(timezone)
# What an attacker or a broken link may send.
MOMENTS = st.datetimes(timezones=OFFSETS).map(datetime.isoformat)
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | MOMENTS
CURSORS = (
    st.text()
    | st.builds(make_cursor, st.sampled_from("fbx"), VALUES, VALUES)
    | st.builds(make_cursor, VALUES)
    | st.builds(make_cursor, st.sampled_from("fb"), st.just("up_count"), VALUES, VALUES, VALUES, VALUES)
)


@settings(deadline=None, max_examples=150)
@example("")
@given(CURSORS)
@pytest.mark.filterwarnings("ignore:DateTimeField:RuntimeWarning")
def test_any_text_as_a_cursor_gives_a_page(cursor):
    for order in [NEWEST, Order("pk"), Order("up_count"), Order("title"), BEST]:
        with transaction.atomic():
            assert paginate(Post.objects.all(), order, cursor, size=4).rows == []


def test_a_cursor_that_was_altered_gives_a_page():
    cursor = encode_cursor(make_rows(3)[1], NEWEST, backwards=False)

    for place in range(len(cursor)):
        altered = f"{cursor[:place]}Z{cursor[place + 1 :]}"
        with transaction.atomic():
            assert len(paginate(Post.objects.all(), NEWEST, altered, size=4).rows) <= 3


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 9), st.integers(1, 4), st.sampled_from(ORDERS))
def test_every_size_of_page_shows_every_row_once(count, size, order):
    with transaction.atomic():
        made = make_rows(count)

        seen = [key for page in pages(order, size=size) for key in keys(page)]

        assert sorted(seen) == sorted(row.pk for row in made)
        transaction.set_rollback(True)
