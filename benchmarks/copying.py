"""Filling tables by COPY, many at a time, with rows that have the defaults of the models."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

import psycopg
from django.db import models
from psycopg import sql
from psycopg.copy import QueuedLibpqWriter

CHUNK = 1_000_000
NULL = r"\N"


class Table:
    """One table that is being filled: rows are the model's defaults with some columns of one's own."""

    def __init__(self, model: type[models.Model], copy: psycopg.Copy, varying: tuple[str, ...]) -> None:
        self._copy = copy
        self._template = row_template(model, varying)
        self._waiting: list[str] = []
        self._size = 0
        self.rows = 0

    def add(self, **values: Any) -> None:
        """Add a row; texts come through `escaped`."""
        line = self._template % values
        self._waiting.append(line)
        self._size += len(line)
        self.rows += 1
        if self._size > CHUNK:
            self.flush()

    def flush(self) -> None:
        self._copy.write("".join(self._waiting))
        self._waiting.clear()
        self._size = 0


def columns_of(model: type[models.Model]) -> list[models.Field]:
    """The columns that are written: all but those that the database makes of others."""
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def row_template(model: type[models.Model], varying: tuple[str, ...]) -> str:
    """Return a row for `%` with a place for each varying column and the defaults of the model elsewhere."""
    unknown = set(varying) - {field.attname for field in columns_of(model)}
    if unknown:
        raise ValueError(f"{model.__name__} has no {sorted(unknown)}")
    places = [
        f"%({field.attname})s" if field.attname in varying else as_text(default_of(field)).replace("%", "%%")
        for field in columns_of(model)
    ]
    return "\t".join(places) + "\n"


def default_of(field: models.Field) -> Any:
    """Return what a field holds where nothing is said; JSON as its text."""
    default = field.get_default()
    return json.dumps(default) if isinstance(field, models.JSONField) and default is not None else default


def as_text(value: Any) -> str:
    """Return a value as COPY reads it."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    return escaped(str(value))


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


@contextmanager
def filling(url: str, wanted: Mapping[type[models.Model], tuple[str, ...]]) -> Iterator[list[Table]]:
    """Fill several tables at once, each over a connection of its own; triggers and foreign keys look away meanwhile."""
    with ExitStack() as stack:
        tables = []
        for model, varying in wanted.items():
            connection = stack.enter_context(psycopg.connect(url))
            connection.execute("SET session_replication_role = replica")
            names = sql.SQL(", ").join(sql.Identifier(field.column) for field in columns_of(model))
            query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), names)
            cursor = connection.cursor()
            # A thread sends what is written, so that rows are made while the database stores others.
            copy = stack.enter_context(cursor.copy(query, writer=QueuedLibpqWriter(cursor)))
            tables.append(Table(model, copy, varying))
        yield tables
        for table in tables:
            table.flush()


@contextmanager
def without_indexes(url: str, models_filled: list[type[models.Model]]) -> Iterator[None]:
    """Drop the indexes of these tables that no constraint needs, and build them again at the end."""
    tables = [model._meta.db_table for model in models_filled]
    find = """
        SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
        WHERE indrelid::regclass::text = ANY(%s)
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    """
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(find, [tables]).fetchall()
        for name, _definition in found:
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.SQL(name)))
        yield
        connection.execute("SET maintenance_work_mem = '512MB'")
        for _name, definition in found:
            connection.execute(definition)
        for table in tables:
            connection.execute(sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(table)))
