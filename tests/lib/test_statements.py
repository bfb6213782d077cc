"""Statements whose values go to the server beside them, and connections that are kept."""

import os

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from config.database import check_kept, database_from_url
from lib.statements import fetch, run

pytestmark = pytest.mark.django_db
ADD = "SELECT %s + %s AS added"


def prepared_texts():
    return [
        text
        for (text,) in fetch("SELECT statement FROM pg_prepared_statements WHERE name LIKE %s", ["_pg3%"])
    ]


def test_a_text_that_comes_again_is_prepared_once_for_numbers_of_every_size(monkeypatch):
    monkeypatch.setattr(connection.connection, "prepare_threshold", 1)

    assert [fetch(ADD, [one, 1]) for one in (1, 70_000, 2**40)] == [[(2,)], [(70_001,)], [(2**40 + 1,)]]

    assert prepared_texts().count("SELECT $1 + $2 AS added") == 1


def test_nothing_is_prepared_for_a_pooler():
    options = database_from_url("postgresql:///site", pool_size=0)["OPTIONS"]
    assert "prepare_threshold" not in options
    assert [fetch(ADD, [1, 1]) for _ in range(3)] == [[(2,)]] * 3
    assert prepared_texts() == []

    assert database_from_url("postgresql:///site", pool_size=4)["OPTIONS"]["prepare_threshold"] == 1


def test_statements_have_the_errors_and_the_log_of_all_others():
    with CaptureQueriesContext(connection) as queries:
        assert fetch("SELECT %s::text, 100 %% 7", ["calf ' cramp"]) == [("calf ' cramp", 2)]
    assert "calf '' cramp" in queries.captured_queries[0]["sql"]
    with pytest.raises(IntegrityError):
        run("INSERT INTO posts_tag (name, slug) VALUES (NULL, %s)", ["calf"])


def test_the_cursor_of_a_connection_is_used_again_after_errors_too():
    fetch("SELECT 1")
    kept = connection.connection.kept_cursor

    with pytest.raises(IntegrityError), transaction.atomic():
        run("INSERT INTO posts_tag (name, slug) VALUES (NULL, %s)", ["calf"])
    assert fetch("SELECT %s::text", ["calf"]) == [("calf",)]
    assert connection.connection.kept_cursor is kept


def test_nothing_is_sent_in_a_transaction_that_is_broken():
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            fetch("SELECT 1")


def test_who_looks_on_sees_these_statements_too():
    seen = []

    def look(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        fetch("SELECT 2")
    assert seen == ["SELECT 2"]


def test_a_kept_connection_that_the_server_has_ended_is_noticed_without_asking():
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as kept:
        check_kept(kept)
        fetch("SELECT pg_terminate_backend(%s::int, 5000)", [kept.info.backend_pid])
        with pytest.raises(psycopg.OperationalError):
            check_kept(kept)
