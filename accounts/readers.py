"""Readers as prepared reads know them: by their kind when the SQL is written, by their key when it runs."""

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigAutoField

from accounts.rules import Actor, has_second_factor
from lib.prepared import Slot


class ReaderKind(StrEnum):
    """What a reader may see depends on this and on who they are."""

    GUEST = "guest"
    MEMBER = "member"
    MODERATOR = "moderator"


class SomeReader(Slot):
    """Stands for a signed-in reader while a queryset is built; the key is given as `reader` when it runs."""

    is_authenticated = True

    def __init__(self, *, is_moderator: bool) -> None:
        super().__init__("reader", BigAutoField())
        self.is_moderator = self.has_second_factor = is_moderator


def kind_of(reader: Actor) -> ReaderKind:
    if not reader.is_authenticated:
        return ReaderKind.GUEST
    is_moderator = reader.is_moderator and has_second_factor(reader)
    return ReaderKind.MODERATOR if is_moderator else ReaderKind.MEMBER


def reader_of(kind: ReaderKind) -> AnonymousUser | SomeReader:
    """Return who stands for readers of a kind, for `visible_to` and other filters."""
    if kind == ReaderKind.GUEST:
        return AnonymousUser()
    return SomeReader(is_moderator=kind == ReaderKind.MODERATOR)
