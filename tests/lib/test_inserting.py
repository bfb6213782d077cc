"""Rows that are inserted without objects are the rows that objects would have made."""

import pytest

from audit.models import AuditEvent
from lib.inserting import insert_many
from moderation.models import RemovedText, ReviewItem
from tests.factories import make_comment, make_question

pytestmark = pytest.mark.django_db


def values_of(model, keys, without):
    columns = [field.attname for field in model._meta.concrete_fields if field.attname not in without]
    return list(model.objects.filter(pk__in=keys).order_by("pk").values(*columns))


def test_rows_have_the_defaults_that_objects_would_have_in_the_order_of_the_values():
    posts = [make_question().pk for _ in range(3)]
    same = {"kinds": ["review", "flag"], "is_open": False, "closed_at": "2026-01-01T00:00Z"}

    given = insert_many(ReviewItem, {"post": posts}, same=same)
    by_objects = [
        item.pk for item in ReviewItem.objects.bulk_create(ReviewItem(post_id=key, **same) for key in posts)
    ]

    rows = values_of(ReviewItem, given, {"id", "opened_at"})
    assert rows == values_of(ReviewItem, by_objects, {"id", "opened_at"})
    assert [row["post_id"] for row in rows] == posts
    assert ReviewItem.objects.get(pk=given[0]).opened_at is not None


def test_words_and_json_come_back_as_they_were():
    details = [{"a": 'He said "no", {ok}\\ %s', "b": None}, {"list": [1, "ü"]}, {}]
    actions = ["x.'y", "x,{}", "x\\"]

    keys = insert_many(
        AuditEvent,
        {"target_id": [1, 2, 3], "action": actions, "details": details},
        same={"actor_id": None, "target_type": "post"},
    )

    events = AuditEvent.objects.filter(pk__in=keys).order_by("pk")
    assert [(event.action, event.details) for event in events] == list(zip(actions, details, strict=True))


def test_a_row_with_the_same_unique_value_is_overwritten():
    post, other = make_comment(make_question()).pk, make_question().pk
    insert_many(RemovedText, {"post": [post], "fingerprint": [b"old"]})

    insert_many(RemovedText, {"post": [post, other], "fingerprint": [b"\x00new", b"b"]}, replaces=["post"])

    known = {row.pk: bytes(row.fingerprint) for row in RemovedText.objects.all()}
    assert known == {post: b"\x00new", other: b"b"}


def test_nothing_is_inserted_for_no_rows(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert insert_many(AuditEvent, {"target_id": [], "action": []}) == []
