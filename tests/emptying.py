"""Empties memory before each test, and the database after one that commits.

Django's way with the database costs half a second, this one a hundredth: Django truncates every table, which makes new
files for each of them and all its indexes, and then writes content types and permissions anew. Such a test fills few
tables with few rows: those rows are deleted, nothing else is touched.
"""

from django.core.cache import cache, caches
from django.db import connection
from django.test import TransactionTestCase

from knowledge.actions.counting_views import waiting
from moderation.screening.kept import forget_all

# What migrations leave and every test needs.
STAYS = {"django_migrations", "django_content_type", "auth_permission"}
# Deleted rows stay in the graph of an index of vectors, where a search would still count them.
WITH_A_GRAPH = {"search_embedding"}


def empty_memory() -> None:
    """Forget views, lists, and how often someone has tried something."""
    cache.clear()
    caches["limits"].clear()
    forget_all()
    waiting.take()


def empty(case: TransactionTestCase) -> None:
    """Take Django's place; tests/plugin.py has seen to it that the user may skip triggers."""
    empty_filled()


def empty_filled() -> None:
    """Delete the rows of the tables that have some, in any order: triggers and foreign keys are not asked."""
    tables = sorted(set(connection.introspection.table_names()) - STAYS)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(_probe(table) for table in tables))
        steps = [_removal(table) for (table,) in cursor.fetchall()]
        cursor.execute("; ".join(["BEGIN", "SET LOCAL session_replication_role = replica", *steps, "COMMIT"]))


def _probe(table: str) -> str:
    return f"SELECT '{table}' WHERE EXISTS (SELECT FROM {connection.ops.quote_name(table)})"  # noqa: S608 - a table


def _removal(table: str) -> str:
    name = connection.ops.quote_name(table)
    return f"TRUNCATE {name}" if table in WITH_A_GRAPH else f"DELETE FROM {name}"  # noqa: S608 - a table
