"""The lists of moderators as the checks read them: domains in a dictionary, phrases in one pattern for each action."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Q
from django.utils import timezone

from moderation.models import WatchedAction, WatchedEntry, WatchedKind
from moderation.screening.kept import Kept
from moderation.screening.material import normalise

NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Lists:
    """All entries that hold now; `version` changes with each of them."""

    domains: dict[tuple[str, str], str]
    phrases: dict[str, re.Pattern[str]]
    replacements: list[tuple[re.Pattern[str], str]]
    version: str

    def find_domain(self, kind: WatchedKind, host: str) -> str | None:
        """Return what a list says of a host: the entry for it, or for the nearest domain above it."""
        parts = host.split(".")
        for start in range(len(parts) - 1):
            if action := self.domains.get((kind, ".".join(parts[start:]))):
                return action
        return None


def _load() -> Lists:
    now = timezone.now()
    entries = list(WatchedEntry.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now)).order_by("pk"))
    phrases = [entry for entry in entries if entry.kind == WatchedKind.PHRASE]
    return Lists(
        domains={
            (entry.kind, entry.pattern): entry.action for entry in entries if entry.kind != WatchedKind.PHRASE
        },
        phrases={
            action: _any_of(entry.pattern for entry in phrases if entry.action == action)
            for action in WatchedAction
        },
        replacements=[
            (phrase_pattern([entry.pattern]), entry.replacement)
            for entry in phrases
            if entry.action == WatchedAction.REPLACE
        ],
        version=sha256("\n".join(f"{e.kind} {e.action} {e.pattern}" for e in entries).encode()).hexdigest()[
            :6
        ],
    )


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    found = list(patterns)
    return phrase_pattern(found) if found else NEVER


def phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    """Return what finds one of the phrases as whole words, with any blanks between them; `*` ends a word openly."""
    return re.compile("|".join(_one(phrase) for phrase in phrases), re.IGNORECASE)


def _one(phrase: str) -> str:
    return r"(?<!\w)" + r"\s+".join(map(_word, normalise(phrase).split())) + r"(?!\w)"


def _word(word: str) -> str:
    return re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "")


_lists = Kept(_load)


def current_lists() -> Lists:
    """Return the lists; one query when they are older than some seconds."""
    return _lists.get()
