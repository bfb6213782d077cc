"""Filling tables by COPY, many at a time, with rows that have the defaults of the models."""

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
from django.db import models
from psycopg import sql
from tqdm import tqdm

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
            copy = stack.enter_context(connection.cursor().copy(query))
            tables.append(Table(model, copy, varying))
        yield tables
        for table in tables:
            table.flush()


@dataclass(frozen=True)
class Index:
    """An index with the unique constraint that it serves, if it serves one."""

    name: str
    definition: str
    table: str
    constraint: str | None

    def drop(self, connection: psycopg.Connection) -> None:
        query = (
            "ALTER TABLE {table} DROP CONSTRAINT {constraint}" if self.constraint else "DROP INDEX {index}"
        )
        connection.execute(self._written(query))

    def build(self, connection: psycopg.Connection) -> None:
        connection.execute(self.definition)
        if self.constraint:
            query = "ALTER TABLE {table} ADD CONSTRAINT {constraint} UNIQUE USING INDEX {index}"
            connection.execute(self._written(query))

    def _written(self, query: str) -> sql.Composed:
        # The names of index and table come from regclass, quoted where they need it.
        return sql.SQL(query).format(
            table=sql.SQL(self.table),
            index=sql.SQL(self.name),
            constraint=sql.Identifier(self.constraint or ""),
        )


@contextmanager
def without_indexes(url: str, models_filled: list[type[models.Model]]) -> Iterator[None]:
    """Drop the indexes of these tables that no key needs, and build them again at the end, two at a time."""
    tables = [model._meta.db_table for model in models_filled]
    with psycopg.connect(url, autocommit=True) as connection:
        found = _indexes(connection, tables)
        for index in found:
            index.drop(connection)
    yield
    in_two_connections(url, "Building indexes", [index.build for index in found])


def _indexes(connection: psycopg.Connection, tables: list[str]) -> list[Index]:
    """The indexes that can be dropped: primary keys and targets of foreign keys cannot."""
    find = """
        SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid), indrelid::regclass::text, conname
        FROM pg_index LEFT JOIN pg_constraint ON conindid = indexrelid AND contype = 'u'
        WHERE indrelid::regclass::text = ANY(%s) AND NOT EXISTS (
            SELECT FROM pg_constraint WHERE conindid = indexrelid AND (contype <> 'u' OR condeferrable)
        )
        ORDER BY pg_relation_size(indrelid) DESC
    """
    return [Index(*row) for row in connection.execute(find, [tables]).fetchall()]


def vacuum(url: str, models_filled: list[type[models.Model]]) -> None:
    """Let the planner know what is in these tables, and readers that everybody may see it."""
    tables = [
        sql.SQL("VACUUM ANALYZE {}").format(sql.Identifier(one._meta.db_table)) for one in models_filled
    ]
    in_two_connections(
        url, "Vacuuming", [partial(psycopg.Connection.execute, query=table) for table in tables]
    )


def in_two_connections(url: str, name: str, works: list[Callable[[psycopg.Connection], object]]) -> None:
    """Do all of these, two at a time, and show how far it is; their time goes by in the database."""

    def do(work: Callable[[psycopg.Connection], object]) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SET maintenance_work_mem = '512MB'")
            work(connection)

    with ThreadPoolExecutor(2) as pool:
        for _ in tqdm(pool.map(do, works), name, len(works), mininterval=1):
            pass
