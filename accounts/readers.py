"""Readers as prepared reads know them: by their kind when the SQL is written, by their key when it runs."""

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigAutoField
from django.utils.functional import SimpleLazyObject

from accounts.privileges import Privilege, has_privilege
from accounts.rules import Actor, has_second_factor
from lib.prepared import Slot


class ReaderKind(StrEnum):
    """What a reader may see depends on this and on who they are."""

    GUEST = "guest"
    MEMBER = "member"
    MODERATOR = "moderator"
    # Has not earned yet to see own posts that were removed.
    BEGINNER = "beginner"


class SomeReader(Slot):
    """Stands for a signed-in reader while a queryset is built; the key is given as `reader` when it runs."""

    is_authenticated = True

    def __init__(self, *, is_moderator: bool, sees_own_removed: bool) -> None:
        super().__init__("reader", BigAutoField())
        self.sees_own_removed = sees_own_removed
        self.is_moderator = self.has_second_factor = is_moderator


def reader_behind(user: Actor | SimpleLazyObject) -> Actor:
    """Return the person behind `request.user`, which stands in for them: rules ask a thousand times a page."""
    if type(user) is not SimpleLazyObject:
        return user
    bool(user)  # makes it look, if it has not yet
    return user.__dict__["_wrapped"]


def kind_of(reader: Actor) -> ReaderKind:
    if not reader.is_authenticated:
        return ReaderKind.GUEST
    is_moderator = reader.is_moderator and has_second_factor(reader)
    if is_moderator:
        return ReaderKind.MODERATOR
    return ReaderKind.MEMBER if sees_own_removed(reader) else ReaderKind.BEGINNER


def sees_own_removed(reader: Actor | SomeReader) -> bool:
    """Whether somebody who is signed in has earned to see own posts that were removed."""
    if isinstance(reader, SomeReader):
        return reader.sees_own_removed
    return has_privilege(reader, Privilege.SEE_OWN_REMOVED)


def reader_of(kind: ReaderKind) -> AnonymousUser | SomeReader:
    """Return who stands for readers of a kind, for `visible_to` and other filters."""
    if kind == ReaderKind.GUEST:
        return AnonymousUser()
    return SomeReader(is_moderator=kind == ReaderKind.MODERATOR, sees_own_removed=kind != ReaderKind.BEGINNER)
