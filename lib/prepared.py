"""Querysets whose SQL is put together once, for reads that happen with every page.

Django takes longer to write the SQL of such a read than PostgreSQL takes to answer it. A `Prepared` builds its queryset
once, with a `Slot` wherever a value differs from time to time, and afterwards only fills the values in:

    load = Prepared(lambda: Post.objects.filter(pk=Slot("pk", BigIntegerField())))
    load(pk=7)

Objects are made of the rows without Model.__init__ where that makes no difference (lib.row_models).
PostgreSQL keeps the plan of such a read (lib.statements), for which its text must not change either.
Whatever else the queryset says is fixed with the first call, the time of day too: what changes has to be a slot.
"""

import copy
import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import Value
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
from psycopg import sql

from lib.row_models import Maker, maker_for
from lib.statements import PLACE, fetch


@dataclass(frozen=True)
class Place:
    """Where a value goes, and what kind of value it is."""

    name: str
    field: models.Field


class Slot(Value):
    """A value that is given later, under a name; `field` says how it is written."""

    def __init__(self, name: str, field: models.Field) -> None:
        super().__init__(Place(name, field), output_field=field)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self.value]


class Among(models.Func):
    """Whether a column has one of the values of a slot that takes a list."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()

    def __init__(self, column: str, name: str, field: models.Field) -> None:
        super().__init__(models.F(column), Slot(name, ArrayField(field)))


@dataclass
class Statement:
    """The SQL of a queryset, with the compiler that knows how to make objects of its rows."""

    queryset: models.QuerySet
    compiler: SQLCompiler
    text: str
    places: list[Place]
    converters: dict[int, Any]
    maker: Maker | None

    def given(self, values: dict[str, Any], connection: Any) -> list[Any]:
        return [one.field.get_db_prep_value(values[one.name], connection) for one in self.places]

    @property
    def is_locking(self) -> bool:
        return self.queryset.query.select_for_update


class _Bound:
    """Stands in for a queryset and its query: what makes objects of rows finds the SQL written already."""

    db = DEFAULT_DB_ALIAS

    def __init__(self, statement: Statement, values: dict[str, Any]) -> None:
        self.query, self.statement, self.values = self, statement, values
        queryset = statement.queryset
        self.model, self._fetch_mode = queryset.model, queryset._fetch_mode
        self._known_related_objects: dict[models.Field, Any] = {}

    def get_compiler(self, using: str) -> SQLCompiler:
        connection = connections[using]
        compiler = copy.copy(self.statement.compiler)
        compiler.connection = connection
        given = self.statement.given(self.values, connection)
        compiler.execute_sql = lambda *_args, **_options: [fetch(self.statement.text, given)]
        compiler.get_converters = lambda _expressions: self.statement.converters
        return compiler


class Prepared[Row: models.Model]:
    """A read whose SQL is written once for each variant; called with the values, it returns the rows.

    `build` gets the variant, which decides how the queryset looks, and returns it.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Row]]) -> None:
        self.build = build
        self._statements: dict[tuple[Hashable, ...], Statement] = {}

    def __call__(self, *variant: Hashable, **values: Any) -> list[Row]:
        statement = self._statements.get(variant)
        if statement is None:
            statement = self._statements[variant] = _write(self.build(*variant))
        if statement.is_locking and connections[DEFAULT_DB_ALIAS].get_autocommit():
            raise TransactionManagementError("Rows can be locked in a transaction only.")
        if statement.maker is None:
            return list(ModelIterable(_Bound(statement, values)))
        return _made(statement, values, statement.maker)


def _made(statement: Statement, values: dict[str, Any], maker: Maker) -> list[Any]:
    """Return objects of rows, made without Model.__init__."""
    connection = connections[DEFAULT_DB_ALIAS]
    rows: Any = fetch(statement.text, statement.given(values, connection))
    if statement.converters:
        rows = _converted(rows, statement.converters, connection)
    return [maker.make(row, DEFAULT_DB_ALIAS) for row in rows]


def _converted(rows: list[Any], converters: dict[int, Any], connection: Any) -> Iterator[list[Any]]:
    for found in rows:
        row = list(found)
        for place, (functions, expression) in converters.items():
            value = row[place]
            for function in functions:
                value = function(value, expression, connection)
            row[place] = value
        yield row


def _write(queryset: models.QuerySet) -> Statement:
    """Put the SQL together; values that never change become part of it, which lets partial indexes be used."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.ensure_connection()
    compiler = queryset.query.get_compiler(connection=connection)
    text, values = compiler.as_sql()
    left = iter(values)
    places: list[Place] = []

    def fill(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return "%%"
        value = next(left)
        if isinstance(value, Place):
            places.append(value)
            return "%s"
        return sql.Literal(value).as_string(connection.connection).replace("%", "%%")

    converters = compiler.get_converters([column[0] for column in compiler.select])
    is_plain = not compiler.has_composite_fields([column[0] for column in compiler.select])
    maker = maker_for(compiler, queryset._fetch_mode) if is_plain else None
    return Statement(queryset, compiler, PLACE.sub(fill, text), places, converters, maker)
