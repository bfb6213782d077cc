"""Telling many people at once."""

from collections.abc import Collection
from dataclasses import dataclass

from notifications.actions.notifying import notify_many
from notifications.models import Verb


@dataclass(frozen=True)
class Letter:
    """What one person is told about one post."""

    person_id: int
    verb: Verb
    post_id: int
    note: str


def tell_many(letters: Collection[Letter]) -> None:
    """Put all letters into the inboxes, in the order of people's keys, so that nobody waits for another writer."""
    notify_many(
        [(letter.person_id, letter.verb, letter.post_id, letter.note)
         for letter in sorted(letters, key=lambda letter: letter.person_id)]
    )  # fmt: skip
