"""Reads whose SQL is written once: the same rows, other values, and nothing of one call in the next."""

from datetime import timedelta
from threading import Thread

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import FieldFetchBlocked
from django.db import connection, models, transaction
from django.db.models import Q
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

from accounts.readers import ReaderKind, kind_of, reader_of
from lib.prepared import Among, Prepared, Slot
from posts.models import Post, Vote
from tests.factories import make_member, make_moderator, make_question

pytestmark = pytest.mark.django_db

BY_KEY = Slot("key", models.BigAutoField())


def test_only_the_values_differ_from_call_to_call(django_assert_num_queries, monkeypatch):
    first, second = make_question(title="Calf & 100 % cramps?"), make_question()
    read = Prepared(lambda: Post.objects.select_related("author").filter(~Q(title="50 % of it"), pk=BY_KEY))
    assert [post.pk for post in read(key=first.pk)] == [first.pk]
    monkeypatch.setattr(SQLCompiler, "as_sql", None)

    with django_assert_num_queries(2):
        found = read(key=second.pk)[0]
        assert (found.pk, found.title, found.author.handle) == (second.pk, second.title, second.author.handle)
        assert read(key=0) == []


def test_each_variant_is_written_for_itself():
    post = make_question()
    read = Prepared(lambda kind: Post.objects.visible_to(reader_of(kind)).filter(pk=BY_KEY))
    Post.objects.filter(pk=post.pk).update(is_public=False)

    def sees(reader):
        return bool(read(kind_of(reader), key=post.pk, reader=reader.pk))

    assert not sees(AnonymousUser())
    assert sees(post.author)
    assert not sees(make_member())
    assert sees(make_moderator())
    assert kind_of(make_moderator()) is ReaderKind.MODERATOR


def test_lists_and_times_are_values_too():
    posts = [make_question() for _ in range(3)]
    now = Slot("now", models.DateTimeField())
    read = Prepared(
        lambda: Post.objects.filter(
            Among("pk", "keys", models.BigIntegerField()), created_at__lte=now
        ).order_by("pk")
    )
    keys = [post.pk for post in posts[:2]]

    assert [post.pk for post in read(keys=keys, now=timezone.now())] == keys
    assert read(keys=[], now=timezone.now()) == []
    assert read(keys=keys, now=timezone.now() - timedelta(days=1)) == []


def test_what_was_not_loaded_is_an_error_still():
    post = make_question()
    read = Prepared(lambda: Post.objects.only("title").filter(pk=BY_KEY).fetch_mode(models.FETCH_RAISE))

    with pytest.raises(FieldFetchBlocked):
        _ = read(key=post.pk)[0].body


def test_a_value_that_is_missing_is_an_error():
    with pytest.raises(KeyError):
        Prepared(lambda: Post.objects.filter(pk=BY_KEY))(other=1)


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_in_a_transaction_only_and_each_thread_has_its_connection():
    post = make_question()
    read = Prepared(lambda: Post.objects.filter(pk=BY_KEY).select_for_update())
    plain = Prepared(lambda: Vote.objects.filter(post=BY_KEY))
    with transaction.atomic():
        assert read(key=post.pk)
    assert plain(key=post.pk) == []
    used = []

    def elsewhere():
        used.append(plain(key=post.pk))
        connection.close()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()

    assert used == [[]]
    with pytest.raises(transaction.TransactionManagementError):
        read(key=post.pk)
