"""What each app holds about a person: how it is handed out, and how it goes when the person does.

An app says the first in its module `exporting` (SECTIONS, NOT_EXPORTED) and the second in its module
`actions.erasing` (ERASER, KEPT); the settings
DATA_EXPORTERS and DATA_ERASERS name these modules. A test makes sure that they speak of every reference to a person.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.functional import Promise

from accounts.models import User

Row = Mapping[str, Any]


def nothing(_person: User) -> None:
    """Do nothing: a step that an app does not need."""


def no_files(_person: User) -> Iterable[tuple[str, bytes]]:
    return ()


@dataclass(frozen=True)
class Section:
    """One part of an export: its words, its rows, and which references to a person it covers ("app.Model.field")."""

    key: str
    title: str | Promise
    rows: Callable[[User], Iterable[Row]]
    covers: tuple[str, ...] = ()
    # Names within the archive, and contents.
    files: Callable[[User], Iterable[tuple[str, bytes]]] = no_files


@dataclass(frozen=True)
class Eraser:
    """How an app forgets a person.

    `remove` takes away what the person wrote, in as many transactions as it needs, and may be done again;
    `forget` runs for everybody who leaves, inside of the one transaction in which the person goes.
    """

    covers: tuple[str, ...] = ()
    remove: Callable[[User], None] = nothing
    forget: Callable[[User], None] = nothing


@cache
def all_sections() -> tuple[Section, ...]:
    """Return the sections of an export in the order of settings.DATA_EXPORTERS."""
    return tuple(part for name in settings.DATA_EXPORTERS for part in import_module(name).SECTIONS)


@cache
def all_erasers() -> tuple[Eraser, ...]:
    """Return what has to be done when someone leaves, in the order of settings.DATA_ERASERS."""
    return tuple(import_module(name).ERASER for name in settings.DATA_ERASERS)
