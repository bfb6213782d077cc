"""Statements whose text never changes: PostgreSQL gets the values beside it, and keeps how it answers.

Django writes values into the text, so that PostgreSQL has to read and plan each statement anew, which takes it longer
than most of our answers. Here values are bound by the server. Where connections are kept (DATABASE_POOL_SIZE) a text
that comes again on a connection is prepared there; after some uses PostgreSQL settles on one plan for all values, if
that promises to be no worse than plans made for each.
"""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from psycopg.types.numeric import Int8

# Of how many texts a connection keeps the plans; psycopg's own 100 are fewer than ours.
MOST_PREPARED = 400
BIGGEST = 2**63 - 1


def fetch(text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement and return its rows; whole numbers are bigint wherever their kind is not said."""
    with server_cursor() as cursor:
        cursor.execute(text, [typed(value) for value in values])
        return cursor.fetchall()


def run(text: str, values: Sequence[Any] = ()) -> int:
    """Run a statement that returns no rows; return how many it changed."""
    with server_cursor() as cursor:
        cursor.execute(text, [typed(value) for value in values])
        return cursor.rowcount


def server_cursor() -> Any:
    """Return one of Django's cursors, with its errors, that leaves values to the server.

    While queries are written down it is a plain one: the log is to hold statements that can be run again.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.queries_logged:
        return connection.cursor()
    connection.ensure_connection()
    raw = connection.connection
    if raw.prepared_max != MOST_PREPARED:
        raw.prepared_max = MOST_PREPARED
    with connection.wrap_database_errors:
        return connection._prepare_cursor(ServerBindingCursor(raw))


def typed(value: Any) -> Any:
    """Give whole numbers one type, whatever their size: a statement is kept for each combination of types."""
    if type(value) is int:
        # What is larger, from an address that somebody made up, equals nothing.
        return Int8(value) if -BIGGEST <= value <= BIGGEST else value
    if type(value) is list and value and type(value[0]) is int:
        return [Int8(one) for one in value]
    return value
