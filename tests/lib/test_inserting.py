"""Rows that wait for each other and go to the database together, and rows that are inserted without objects."""

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from audit.recording import record
from lib.inserting import Query, change_later, insert, insert_later, insert_many, together
from moderation.models import RemovedText, ReviewItem
from posts.models import Post, PostChange, Tag, Vote
from tests.factories import make_comment, make_member, make_question

pytestmark = pytest.mark.django_db


def actions():
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def record_and_fail(post):
    record(None, "lost", post)
    raise ZeroDivisionError


def test_rows_of_one_action_are_stored_at_its_end_with_one_statement_and_in_their_order():
    post, before = make_question(), len(actions())

    with together(), CaptureQueriesContext(connection) as queries:
        record(None, "first", post)
        with together():
            insert_later(PostChange(post=post, what=PostChange.What.STATE))
        record(post.author, "second", post, why={"100 %": ["calf"]})
        assert len(queries) == 0

    assert actions()[before:] == ["first", "second"]
    assert AuditEvent.objects.get(action="second").details == {"why": {"100 %": ["calf"]}}
    assert PostChange.objects.filter(post=post, what="state").count() == 1


def test_what_fails_stores_nothing_and_leaves_nothing_for_the_next_action():
    post, before = make_question(), len(actions())

    with pytest.raises(ZeroDivisionError), together():
        record_and_fail(post)
    with together():
        record(None, "kept", post)

    assert actions()[before:] == ["kept"]


def test_what_a_savepoint_takes_back_is_gone():
    post, before = make_question(), len(actions())

    with together():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            record_and_fail(post)
        record(None, "kept", post)

    assert actions()[before:] == ["kept"]


ONE_MORE = "UPDATE posts_post SET up_count = up_count + 1 WHERE id = %s"


def ups(post):
    return Post.objects.values_list("up_count", flat=True).get(pk=post.pk)


def test_changes_wait_as_well_and_two_of_one_row_both_count():
    post, other = make_question(), make_question()

    with CaptureQueriesContext(connection) as queries, together():
        record(None, "first", post)
        change_later(post.pk, ONE_MORE, [post.pk])
        change_later(other.pk, ONE_MORE, [other.pk])
        assert len(queries) == 0
    assert (ups(post), ups(other), len(queries)) == (1, 1, 1)

    with together():
        for _ in range(3):
            change_later(post.pk, ONE_MORE, [post.pk])
    assert (ups(post), actions()[-1]) == (4, "first")


def change_and_fail(post):
    change_later(post.pk, ONE_MORE, [post.pk])
    assert ups(post) == 2
    raise ZeroDivisionError


def test_a_change_outside_of_actions_and_under_a_savepoint_is_made_at_once():
    post = make_question()

    change_later(post.pk, ONE_MORE, [post.pk])
    assert ups(post) == 1
    with together():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            change_and_fail(post)
        assert ups(post) == 1


def test_a_row_is_left_out_with_what_goes_with_it_where_a_query_finds_something():
    post, (first, second) = make_question(), (make_member(), make_member())
    also = Query(
        "UPDATE posts_post SET up_count = up_count + 1 FROM stored WHERE posts_post.id = %s", [post.pk]
    )
    voted = Query("SELECT 1 FROM posts_vote WHERE post_id = %s", [post.pk])

    assert insert(Vote(voter=first, post=post, value=1), unless=voted, also=also)
    assert not insert(Vote(voter=second, post=post, value=1), unless=voted, also=also)

    assert ups(post) == Vote.objects.filter(post=post).count() == 1


def test_a_new_row_knows_what_the_database_made_of_it():
    like = make_question()
    post = Post(
        kind=like.kind,
        author=like.author,
        title="Calf",
        slug="calf",
        body="It's",
        body_html="<p>",
        up_count=3,
    )

    assert insert(post)

    stored = Post.objects.get(pk=post.pk)
    assert (post.score, post.helpfulness, post.parent_kind) == (
        stored.score,
        stored.helpfulness,
        stored.parent_kind,
    )
    assert (stored.submission_key, stored.created_at) == (post.submission_key, post.created_at)
    stored.pk = None
    assert not insert(stored, unless_there=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(stored)


def test_constraints_hold_for_rows_that_wait():
    post, person = make_question(), make_member()
    with pytest.raises(IntegrityError), transaction.atomic(), together():
        insert_later(Vote(voter=person, post=post, value=7))
    with pytest.raises(IntegrityError), transaction.atomic(), together():
        insert_later(Tag(name=None, slug="none"))


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


def test_a_word_that_is_too_long_is_refused_not_cut():
    with pytest.raises(DataError):
        insert_many(AuditEvent, {"target_id": [1], "action": ["x" * 500]}, same={"target_type": "post"})
