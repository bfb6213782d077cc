"""New rows whose SQL is written once for each model; those that nobody waits for go to the database together.

An action adds its post, and then a revision, an event, an outbox row, tasks, and counts the post: nothing reads those
before it is done. Within `together` they wait and become one statement at its end, still in the action's transaction,
and so do changes of rows that nothing in it reads. Thousands of rows that are much alike come as columns of values
(`insert_many`): making an object for each is what would take the time.
"""

import json
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from dataclasses import field as made_by
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models import Field

from lib.statements import fetch, run

MANY = '{into} SELECT {values} FROM unnest({arrays}) AS given ({names}){conflict} RETURNING "{key}"'


@dataclass(frozen=True)
class Query:
    """A text and the values that go into it."""

    text: str
    values: list[Any]


@dataclass(frozen=True)
class Gathered:
    """What waits: new rows, and changes by what they change; and under how many savepoints it was begun."""

    savepoints: int
    rows: list[models.Model] = made_by(default_factory=list)
    changes: dict[Hashable, Query] = made_by(default_factory=dict)

    def store(self) -> None:
        """Write all of it with one statement; nothing waits afterwards."""
        queries = [*_queries_of(self.rows), *self.changes.values()]
        if queries:
            *before, last = queries
            parts = ", ".join(f"part_{number} AS ({one.text})" for number, one in enumerate(before))
            text = f"WITH {parts} {last.text}" if before else last.text
            run(text, [value for one in queries for value in one.values])
        for row in self.rows:
            _mark_stored(row)
        self.rows.clear()
        self.changes.clear()


@dataclass(frozen=True)
class Text:
    """How rows of a model are written, and what the database tells of them."""

    fields: list[Field]
    into: str
    places: str
    told: list[Field]

    def insert(self, number: int = 1) -> str:
        return f"{self.into} VALUES {', '.join([self.places] * number)}"

    def values(self, row: models.Model) -> list[Any]:
        return _values(row, self.fields)


@dataclass(frozen=True)
class TextOfMany:
    """The same for any number of rows: first the values that all share, then a list for each column that differs."""

    insert: str
    shared: list[Field]
    varying: list[Field]


_gathered: ContextVar[Gathered | None] = ContextVar("gathered", default=None)


def insert(
    row: models.Model, *, unless_there: bool = False, unless: Query | None = None, also: Query | None = None
) -> bool:
    """Store a new row and fill in what the database makes of it; no signals are sent.

    A row is left out with `unless_there` where a unique constraint does not admit it, and with `unless` where that
    query finds something. `also` changes another row in the same statement; it knows the new one as `stored`, which is
    empty where the row is left out. Returns whether the row was stored.
    """
    text = _text_of(type(row))
    values = text.values(row)
    told = ", ".join(f'"{field.column}"' for field in text.told)
    written = text.insert()
    if unless:
        written = f"{text.into} SELECT {text.places[1:-1]} WHERE NOT EXISTS ({unless.text})"
        values += unless.values
    written += f"{' ON CONFLICT DO NOTHING' if unless_there else ''} RETURNING {told}"
    if also:
        written = f"WITH stored AS ({written}), also AS ({also.text}) SELECT {told} FROM stored"  # noqa: S608 - of texts that stand in the code
        values += also.values
    found = fetch(written, values)
    if not found:
        return False
    for field, value in zip(text.told, found[0], strict=True):
        setattr(row, field.attname, value)
    _mark_stored(row)
    return True


def insert_later(row: models.Model) -> None:
    """Store a new row at the end of `together`, or now where nothing is gathered; its key stays unknown.

    Under a savepoint that has begun meanwhile it is stored now: what is taken back there must go with it.
    """
    gathered = _gathered_here()
    if gathered:
        gathered.rows.append(row)
    else:
        Gathered(0, [row]).store()


def change_later(what: Hashable, text: str, values: list[Any]) -> None:
    """Run a statement at the end of `together`, or now where nothing is gathered; nothing in between may read its row.

    `what` tells which row it changes: one statement changes a row once, so what waits for the same is written before.
    """
    gathered = _gathered_here()
    if gathered is None:
        run(text, values)
        return
    if what in gathered.changes:
        gathered.store()
    gathered.changes[what] = Query(text, values)


def _gathered_here() -> Gathered | None:
    """What is being gathered; None under a savepoint that has begun meanwhile."""
    gathered = _gathered.get()
    return gathered if gathered is not None and gathered.savepoints == _savepoints() else None


@contextmanager
def together() -> Iterator[None]:
    """Gather the rows of an action, in whose transaction this is; within another one it changes nothing."""
    if _gathered.get() is not None:
        yield
        return
    gathered = Gathered(_savepoints())
    token = _gathered.set(gathered)
    try:
        yield
        gathered.store()
    finally:
        _gathered.reset(token)


def insert_many(
    model: type[models.Model],
    given: Mapping[str, Sequence[Any]],
    *,
    same: Mapping[str, Any] | None = None,
    replaces: Sequence[str] = (),
) -> list[int]:
    """Store rows at once, in the caller's transaction; return their keys, in the order of the rows.

    `given` holds a list of values for each column that differs, `same` the values that all rows share; what is in
    neither has its default. With `replaces`, a row that has the same values in these unique columns is overwritten.
    """
    if not next(iter(given.values())):
        return []
    text = _text_of_many(model, tuple(given), tuple(replaces))
    shared = {model._meta.get_field(name).attname: value for name, value in (same or {}).items()}
    like = model(**shared)
    columns = [_column(field, values) for field, values in zip(text.varying, given.values(), strict=True)]
    return [key for (key,) in fetch(text.insert, [*_values(like, text.shared), *columns])]


def _queries_of(rows: list[models.Model]) -> Iterator[Query]:
    """One for each model, with its rows in their order."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, same in by_model.items():
        text = _text_of(model)
        yield Query(text.insert(len(same)), [value for row in same for value in text.values(row)])


def _mark_stored(row: models.Model) -> None:
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _savepoints() -> int:
    return sum(one is not None for one in connections[DEFAULT_DB_ALIAS].savepoint_ids)


def _values(row: models.Model, fields: Sequence[Field]) -> list[Any]:
    """What a new row says in these columns, or its defaults there, as the database takes it."""
    connection = connections[DEFAULT_DB_ALIAS]
    return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]


def _column(field: Field, values: Sequence[Any]) -> list[Any]:
    if isinstance(field, models.JSONField):
        return [json.dumps(value) for value in values]
    return list(values)


@cache
def _text_of(model: type[models.Model]) -> Text:
    meta = model._meta
    told = [field for field in meta.local_concrete_fields if field.generated or field is meta.pk]
    fields = [
        field
        for field in meta.local_concrete_fields
        if not field.generated and not isinstance(field, models.AutoField)
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = f"({', '.join(['%s'] * len(fields))})"
    return Text(fields, f'INSERT INTO "{meta.db_table}" ({columns})', places, told)


@cache
def _text_of_many(model: type[models.Model], given: tuple[str, ...], unique: tuple[str, ...]) -> TextOfMany:
    one = _text_of(model)
    varying = [model._meta.get_field(name) for name in given]
    names = {field: f"c{number}" for number, field in enumerate(varying)}
    text = MANY.format(
        into=one.into,
        values=", ".join(_cast_back(field, names[field]) if field in names else "%s" for field in one.fields),
        arrays=", ".join(f"%s::{_plain_type(field)}[]" for field in varying),
        names=", ".join(names.values()),
        conflict=_overwriting(one.fields, unique),
        key=model._meta.pk.column,
    )
    return TextOfMany(text, [field for field in one.fields if field not in names], varying)


def _plain_type(field: Field) -> str:
    """The type in which values travel; words are as long as they are, for a cast would cut them to fit."""
    if isinstance(field, models.JSONField | models.CharField):
        return "text"
    return str(field.db_type(connections[DEFAULT_DB_ALIAS]))


def _cast_back(field: Field, name: str) -> str:
    return f"{name}::jsonb" if isinstance(field, models.JSONField) else name


def _overwriting(fields: Sequence[Field], unique: Sequence[str]) -> str:
    if not unique:
        return ""
    keys = ", ".join(f'"{field.column}"' for field in fields if field.name in unique)
    changed = [
        f'"{field.column}" = EXCLUDED."{field.column}"' for field in fields if field.name not in unique
    ]
    return f" ON CONFLICT ({keys}) DO UPDATE SET {', '.join(changed)}"
