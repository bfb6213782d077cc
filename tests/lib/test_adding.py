"""Rows that wait for each other and go to the database with one statement."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from audit.recording import record
from lib.adding import insert, insert_later, together
from posts.models import Post, PostChange, Tag, Vote
from tests.factories import make_member, make_question

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
