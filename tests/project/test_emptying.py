"""What a committing test leaves is gone for the next one, and what migrations made is still there."""

import os

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction

from posts.models import Post
from search.models import DIMENSIONS, Embedding
from tests.emptying import STAYS, WITH_A_GRAPH, empty_filled
from tests.plugin import refuse_without_right
from tests.project.world import build_world

pytestmark = pytest.mark.django_db(transaction=True)


def filled():
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a table
            counts[table] = cursor.fetchone()[0]
    return {table for table, count in counts.items() if count}


def test_the_filled_tables_are_emptied_and_no_others(tmp_path):
    permissions = Permission.objects.count()
    build_world(tmp_path)

    empty_filled()

    assert filled() == STAYS
    assert Permission.objects.count() == permissions > 0
    assert ContentType.objects.get_for_model(Post).pk


def test_foreign_keys_and_triggers_watch_again_afterwards(tmp_path):
    build_world(tmp_path)
    empty_filled()
    empty_filled()  # nothing is left to delete

    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
    with pytest.raises(IntegrityError), transaction.atomic():
        Embedding.objects.create(document_id=1, recipe_id=1, vector=[0.0] * DIMENSIONS, text_hash="x")


def test_every_index_of_vectors_belongs_to_a_truncated_table():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_indexes WHERE indexdef LIKE '%USING hnsw%'")
        assert {table for (table,) in cursor.fetchall()} == WITH_A_GRAPH


def test_a_user_who_could_not_empty_a_database_is_refused_before_the_first_test():
    url = os.environ["DATABASE_URL"]
    refuse_without_right(url)

    with pytest.raises(pytest.UsageError, match="pg_monitor .* Name a superuser"):
        refuse_without_right(f"{url}{'&' if '?' in url else '?'}options=-crole%3Dpg_monitor")
