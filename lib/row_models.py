"""Model instances made of rows by filling their dictionaries, which leaves out Model.__init__.

Django makes an instance by calling `from_db`, which goes through all columns of the model, loaded or not, and sets each
as an attribute; for a page of sixteen posts with their authors that is a fifth of the work. What columns a statement
has is known when it is written, so here it is worked out once: names and places. Instances are the same afterwards:
deferred columns, the fetch mode, related objects and annotations behave as if Django had made them.

`maker_for` returns None for what needs Django's own way: models with an `__init__` or `from_db` of their own, signals
that listen to it, columns that do something when they are set, joins other than those of select_related.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.db import models
from django.db.models.base import ModelState
from django.db.models.fields.files import FileDescriptor
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.signals import post_init, pre_init
from django.db.models.sql.compiler import SQLCompiler

# Columns whose setting does no more than fill the dictionary of an instance that is new.
PLAIN_SETTERS = (ForeignKeyDeferredAttribute, FileDescriptor)

type Row = Sequence[Any]


@dataclass(frozen=True)
class Maker:
    """Makes instances of one model; `key` is the place of their key, the names are those of cached relations."""

    model: type[models.Model]
    names: tuple[str, ...]
    take: Callable[[Row], tuple[Any, ...]]
    key: int
    fetch_mode: Any
    local_name: str
    remote_name: str
    related: tuple["Maker", ...]

    def make(self, row: Row, db: str) -> models.Model:
        new = object.__new__(self.model)
        values = new.__dict__
        values.update(zip(self.names, self.take(row), strict=True))
        state = values["_state"] = ModelState()
        state.adding, state.db, state.fetch_mode = False, db, self.fetch_mode
        kept = state.fields_cache = {}
        for other in self.related:
            if row[other.key] is None:
                kept[other.local_name] = None
                continue
            found = kept[other.local_name] = other.make(row, db)
            if other.remote_name:
                found._state.fields_cache[other.remote_name] = new
        return new


def maker_for(compiler: SQLCompiler, fetch_mode: Any) -> Maker | None:
    """Return what makes objects of the rows of a statement, None where Django has to."""
    info = compiler.klass_info
    if info is None or fetch_mode.track_peers or any(_models_that_differ(info)):
        return None
    return _maker(info, compiler.select, fetch_mode, compiler.annotation_col_map or {})


def _maker(
    info: dict[str, Any], select: list[Any], fetch_mode: Any, annotations: dict[str, int]
) -> Maker | None:
    places = list(info["select_fields"])
    names = [select[place][0].target.attname for place in places]
    local, remote = _cached_names(info)
    key = places[names.index(info["model"]._meta.pk_fields[0].attname)]
    related = [_maker(one, select, fetch_mode, {}) for one in info.get("related_klass_infos", [])]
    places += annotations.values()
    take = itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
    found = (*names, *annotations)
    return Maker(info["model"], found, take, key, fetch_mode, local, remote, tuple(related))


def _cached_names(info: dict[str, Any]) -> tuple[str, str]:
    """Return the names under which an object keeps the related one, and that one the object; empty for not at all."""
    field = info.get("field")
    if field is None:
        return "", ""
    if info["reverse"]:
        return field.remote_field.cache_name, field.cache_name
    return field.cache_name, field.remote_field.cache_name if field.unique else ""


def _models_that_differ(info: dict[str, Any]) -> Iterator[bool]:
    """Say of each model of a statement whether it needs Django's own way."""
    model = info["model"]
    yield (
        model.__init__ is not models.Model.__init__
        or model.from_db.__func__ is not models.Model.from_db.__func__
    )
    yield pre_init.has_listeners(model) or post_init.has_listeners(model)
    yield any(_does_more_when_set(model, field.attname) for field in model._meta.concrete_fields)
    yield bool(info.get("from_parent")) or _is_filtered(info)
    for one in info.get("related_klass_infos", []):
        yield from _models_that_differ(one)


def _does_more_when_set(model: type[models.Model], name: str) -> bool:
    found = getattr(model, name, None)
    return hasattr(type(found), "__set__") and not isinstance(found, PLAIN_SETTERS)


def _is_filtered(info: dict[str, Any]) -> bool:
    """Whether a relation is a FilteredRelation, which is kept in other ways."""
    return "local_setter" in info and not hasattr(info["local_setter"], "__self__")
