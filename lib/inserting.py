"""Inserting many rows in one statement, without an object a row: building those is what takes the time."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models
from django.db.models import Field
from django.utils import timezone

ROWS = """
    INSERT INTO {table} ({columns})
    SELECT {values} FROM unnest({arrays}) AS given ({names}){conflict}
    RETURNING {key}
"""


def insert_many(
    model: type[models.Model],
    given: Mapping[str, Sequence[Any]],
    *,
    same: Mapping[str, Any] | None = None,
    replaces: Iterable[str] = (),
) -> list[int]:
    """Insert rows in the caller's transaction; return their keys, in the order of the rows.

    `given` holds a list of values for each column that differs, `same` the values that all rows share; what is in
    neither has its default. With `replaces`, a row that has the same values in these unique columns is overwritten.
    """
    quote = connection.ops.quote_name
    varying = [model._meta.get_field(name) for name in given]
    if not next(iter(given.values())):
        return []
    shared = [field for field in _columns(model) if field not in varying]
    fields = [*varying, *shared]
    names = [quote(f"c{number}") for number in range(len(varying))]
    statement = ROWS.format(
        table=quote(model._meta.db_table),
        columns=", ".join(quote(field.column) for field in fields),
        values=", ".join([*map(_cast_back, varying, names), *(["%s"] * len(shared))]),
        arrays=", ".join(f"%s::{_plain_type(field)}[]" for field in varying),
        names=", ".join(names),
        conflict=_conflict(model, fields, tuple(replaces)),
        key=quote(model._meta.pk.column),
    )
    constants = [_constant(field, same or {}) for field in shared]
    arrays = [_array(field, values) for field, values in zip(varying, given.values(), strict=True)]
    # In the order of the statement: the shared values stand before the arrays.
    with connection.cursor() as cursor:
        cursor.execute(statement, [*constants, *arrays])
        return [key for (key,) in cursor.fetchall()]


def _columns(model: type[models.Model]) -> list[Field]:
    """The columns that an insert says something about."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.generated and not isinstance(field, models.AutoField)
    ]


def _constant(field: Field, same: Mapping[str, Any]) -> object:
    """The value that all rows have, as the database takes it."""
    is_now = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    value = timezone.now() if is_now else field.get_default()
    for name in (field.name, field.attname):
        value = same.get(name, value)
    return field.get_db_prep_save(value, connection)


def _array(field: Field, values: Sequence[Any]) -> list[Any]:
    if isinstance(field, models.JSONField):
        return [json.dumps(value) for value in values]
    return list(values)


def _plain_type(field: Field) -> str:
    """The type in which values travel: JSON as text."""
    return "text" if isinstance(field, models.JSONField) else str(field.db_type(connection))


def _cast_back(field: Field, name: str) -> str:
    return f"{name}::{field.db_type(connection)}" if isinstance(field, models.JSONField) else name


def _conflict(model: type[models.Model], fields: Sequence[Field], unique: Sequence[str]) -> str:
    if not unique:
        return ""
    keys = [model._meta.get_field(name).column for name in unique]
    quote = connection.ops.quote_name
    changed = [quote(field.column) for field in fields if field.column not in keys]
    what = ", ".join(f"{column} = EXCLUDED.{column}" for column in changed)
    return f" ON CONFLICT ({', '.join(map(quote, keys))}) DO UPDATE SET {what}"
