"""Keyset pagination: pages are found by the last row's values, never by counting rows."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_date, parse_datetime

CURSOR_LENGTH = 200
LARGEST_KEY = 2**62
KEY = "pk"


@dataclass(frozen=True)
class Page[Row]:
    """Rows of one page and the opaque cursors to its neighbors (None where there is none)."""

    rows: Sequence[Row]
    previous_cursor: str | None
    next_cursor: str | None


@dataclass(frozen=True)
class Order:
    """A unique ordering: a column, more columns where `then` names them with "-" for downwards, and the key.

    The key goes the way of the first column unless `then` ends with it. `sample` is a field like the column, where
    that is an annotation.
    """

    column: str
    descending: bool = True
    then: tuple[str, ...] = ()
    sample: models.Field | None = None

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """The names of all columns, each with whether it goes down."""
        more = [(name.removeprefix("-"), name.startswith("-")) for name in self.then]
        named = [(self.column, self.descending), *more]
        return named if named[-1][0] == KEY else [*named, (KEY, self.descending)]

    def fields(self, *, backwards: bool) -> list[str]:
        return [("-" if descending != backwards else "") + name for name, descending in self.columns]

    def after(self, values: Sequence[Any], *, backwards: bool) -> Q:
        """Return the filter for rows that follow (or precede) the row with these values."""
        condition = Q()
        for (name, descending), value in reversed(list(zip(self.columns, values, strict=True))):
            beyond = "lt" if descending != backwards else "gt"
            strictly = Q(**{f"{name}__{beyond}": value})
            condition = Q(**{f"{name}__{beyond}e": value}) & (strictly | condition) if condition else strictly
        return condition


def encode_cursor(row: models.Model, order: Order, *, backwards: bool) -> str:
    values = [getattr(row, name) for name, _ in order.columns]
    texts = [value.isoformat() if isinstance(value, date) else value for value in values]
    raw = json.dumps(["b" if backwards else "f", order.column, *texts]).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode_cursor(text: str, order: Order, samples: Sequence[models.Field]) -> tuple[list[Any], bool] | None:
    """Return (values, backwards) of a cursor, or None when it is empty, altered or of another list.

    `samples` are fields like the columns before the key.
    """
    if not text or len(text) > CURSOR_LENGTH:
        return None
    try:
        parts = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return None
    if not _is_of(parts, order):
        return None
    direction, _column, *told, key = parts
    values = [_read_value(value, sample) for value, sample in zip(told, samples, strict=True)]
    return None if None in values else ([*values, key], direction == "b")


def _is_of(parts: Any, order: Order) -> bool:
    """Whether a decoded cursor has the form of a list in this order; its key must be a possible one."""
    return (
        isinstance(parts, list)
        and len(parts) == 2 + len(order.columns)
        and parts[0] in ("f", "b")
        and parts[1] == order.column
        and isinstance(parts[-1], int)
        and abs(parts[-1]) <= LARGEST_KEY
    )


def _read_value(value: Any, sample: models.Field) -> Any:
    if isinstance(sample, models.DateTimeField):
        try:
            moment = parse_datetime(value) if isinstance(value, str) else None
            return moment.astimezone(UTC) if moment and moment.tzinfo else None
        except (ValueError, OverflowError):
            return None
    if isinstance(sample, models.DateField):
        try:
            return parse_date(value) if isinstance(value, str) else None
        except ValueError:
            return None
    if isinstance(sample, models.BooleanField):
        return value if isinstance(value, bool) else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**31
    if isinstance(sample, models.IntegerField | models.FloatField):
        return value if is_number else None
    return value if isinstance(value, str) and "\x00" not in value and _is_text(value) else None


def _is_text(value: str) -> bool:
    """Whether every letter can be stored; half of a surrogate pair cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in value)


def _samples(rows: models.QuerySet, order: Order) -> list[models.Field]:
    """Return fields like the columns before the key; of a generated column what it holds."""
    fields = [
        order.sample if order.sample and name == order.column else rows.model._meta.get_field(name)
        for name, _ in order.columns[:-1]
    ]
    return [field.output_field if isinstance(field, models.GeneratedField) else field for field in fields]


def paginate[Row: models.Model](
    rows: models.QuerySet[Row], order: Order, cursor: str, *, size: int = 20
) -> Page[Row]:
    """Return one page of a queryset in the given order; a cursor that makes no sense gives the first page."""
    decoded = decode_cursor(cursor, order, _samples(rows, order))
    if decoded is None:
        return first_page(list(first_rows(rows, order, size=size)), order, size=size)
    values, backwards = decoded
    rows = rows.filter(order.after(values, backwards=backwards))
    found = list(rows.order_by(*order.fields(backwards=backwards))[: size + 1])
    has_more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    has_previous = has_more if backwards else True
    has_next = True if backwards else has_more
    return Page(
        rows=found,
        previous_cursor=encode_cursor(found[0], order, backwards=True) if found and has_previous else None,
        next_cursor=encode_cursor(found[-1], order, backwards=False) if found and has_next else None,
    )


def first_rows[Row: models.Model](
    rows: models.QuerySet[Row], order: Order, *, size: int = 20
) -> models.QuerySet[Row]:
    """Return the rows of the first page and one more, which tells whether there is another page."""
    return rows.order_by(*order.fields(backwards=False))[: size + 1]


def first_page[Row: models.Model](found: Sequence[Row], order: Order, *, size: int = 20) -> Page[Row]:
    """Return the first page out of `first_rows`."""
    shown = found[:size]
    has_next = len(found) > size
    return Page(shown, None, encode_cursor(shown[-1], order, backwards=False) if has_next else None)
