"""New rows whose SQL is written once for each model; those that nobody waits for go to the database together.

An action adds its post, and then a revision, an event, an outbox row, tasks: nothing reads those before it is done.
Within `together` they wait and become one statement at its end, still in the action's transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from lib.statements import fetch, run


@dataclass(frozen=True)
class Gathered:
    """Rows that wait, and under how many savepoints they were begun."""

    rows: list[models.Model]
    savepoints: int


@dataclass(frozen=True)
class Text:
    """How rows of a model are written, and what the database tells of them."""

    fields: list[models.Field]
    into: str
    places: str
    told: list[models.Field]

    def insert(self, number: int = 1) -> str:
        return f"{self.into} VALUES {', '.join([self.places] * number)}"

    def values(self, row: models.Model) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        return [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in self.fields]


_gathered: ContextVar[Gathered | None] = ContextVar("gathered", default=None)


@dataclass(frozen=True)
class Also:
    """A statement that changes another row together with a new one."""

    text: str
    values: list[Any]


def insert(row: models.Model, *, unless_there: bool = False, also: Also | None = None) -> bool:
    """Store a new row and fill in what the database makes of it; no signals are sent.

    With `unless_there` a row that a unique constraint does not admit is left out; returns whether it was stored.
    """
    text = _text_of(type(row))
    begin = f"WITH also AS ({also.text}) " if also else ""
    clause = " ON CONFLICT DO NOTHING" if unless_there else ""
    told = ", ".join(f'"{field.column}"' for field in text.told)
    values = [*also.values, *text.values(row)] if also else text.values(row)
    found = fetch(f"{begin}{text.insert()}{clause} RETURNING {told}", values)
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
    gathered = _gathered.get()
    if gathered is not None and gathered.savepoints == _savepoints():
        gathered.rows.append(row)
    else:
        _store([row])


@contextmanager
def together() -> Iterator[None]:
    """Gather the rows of an action, in whose transaction this is; within another one it changes nothing."""
    if _gathered.get() is not None:
        yield
        return
    gathered = Gathered([], _savepoints())
    token = _gathered.set(gathered)
    try:
        yield
        _store(gathered.rows)
    finally:
        _gathered.reset(token)


def _store(rows: list[models.Model]) -> None:
    """Write rows with one statement, those of a model in their order."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    texts, values = [], []
    for model, same in by_model.items():
        text = _text_of(model)
        texts.append(text.insert(len(same)))
        values += [value for row in same for value in text.values(row)]
        for row in same:
            _mark_stored(row)
    if texts:
        *before, last = texts
        parts = ", ".join(f"part_{number} AS ({text})" for number, text in enumerate(before))
        run(f"WITH {parts} {last}" if before else last, values)


def _mark_stored(row: models.Model) -> None:
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def _savepoints() -> int:
    return sum(one is not None for one in connections[DEFAULT_DB_ALIAS].savepoint_ids)


@cache
def _text_of(model: type[models.Model]) -> Text:
    meta = model._meta
    told = [field for field in meta.local_concrete_fields if field.generated or field is meta.pk]
    fields = [
        field
        for field in meta.local_concrete_fields
        if not field.generated and not isinstance(field, models.AutoField | models.BigAutoField)
    ]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = f"({', '.join(['%s'] * len(fields))})"
    return Text(fields, f'INSERT INTO "{meta.db_table}" ({columns})', places, told)
