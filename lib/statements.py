"""Statements whose text never changes: PostgreSQL gets the values beside it, and keeps how it answers.

Django writes values into the text, so that PostgreSQL has to read and plan each statement anew, which takes it longer
than most of our answers. Here values are bound by the server. Where connections are kept (DATABASE_POOL_SIZE) a text
that comes again on a connection is prepared there; after some uses PostgreSQL settles on one plan for all values, if
that promises to be no worse than plans made for each.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import RawCursor
from psycopg.types.numeric import Int8

# Of how many texts a connection keeps the plans; psycopg's own 100 are fewer than ours.
MOST_PREPARED = 400
TEXTS_KEPT = 1_000
PLACE = re.compile("%[s%]")
BIGGEST = 2**63 - 1
# Under which name a connection has its cursor.
KEPT = "kept_cursor"


def fetch(text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement and return its rows; whole numbers are bigint wherever their kind is not said."""
    return _executed(text, values).fetchall()


def run(text: str, values: Sequence[Any] = ()) -> int:
    """Run a statement that returns no rows; return how many it changed."""
    return _executed(text, values).rowcount


def _executed(text: str, values: Sequence[Any]) -> Any:
    """Run a statement by the cursor that its connection keeps, with Django's errors; return the cursor.

    While queries are written down, or somebody looks on, it is one of Django's: the log is to hold statements that
    can be run again.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    given = [typed(value) for value in values]
    if connection.queries_logged or connection.execute_wrappers:
        cursor = connection.cursor()
        cursor.execute(text, given)
        return cursor
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        kept = _kept_cursor(connection.connection)
        kept.execute(_numbered(text), given)
    return kept


@lru_cache(maxsize=TEXTS_KEPT)
def _numbered(text: str) -> bytes:
    """Return a text as PostgreSQL takes it, with `$1` for the first `%s`; psycopg reads long ones anew each time."""
    numbers = count(1)
    return PLACE.sub(lambda found: f"${next(numbers)}" if found[0] == "%s" else "%", text).encode()


def _kept_cursor(raw: Any) -> RawCursor:
    """Return the cursor of a connection; a new one for each statement takes longer than the rest of sending it."""
    found = getattr(raw, KEPT, None)
    if found is None:
        raw.prepared_max = MOST_PREPARED
        found = RawCursor(raw)
        setattr(raw, KEPT, found)
    return found


def typed(value: Any) -> Any:
    """Give whole numbers one type, whatever their size: a statement is kept for each combination of types."""
    if type(value) is int:
        # What is larger, from an address that somebody made up, equals nothing.
        return Int8(value) if -BIGGEST <= value <= BIGGEST else value
    if type(value) is list and value and type(value[0]) is int:
        return [Int8(one) for one in value]
    return value
