"""Words that mean the same to readers: search/synonyms.yaml, refused when anything is wrong."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

SYNONYMS_FILE = Path(__file__).with_name("synonyms.yaml")
TERM = re.compile(r"^[a-z0-9]+(?:[ '-][a-z0-9]+)*$")
WORDS = re.compile(r"[^\W_]+")


class SynonymError(Exception):
    """The list cannot be read; the message begins with the file and the group."""


@dataclass(frozen=True)
class Synonyms:
    """For each term (its words) the other terms of its groups."""

    others: dict[tuple[str, ...], frozenset[tuple[str, ...]]]
    longest: int

    def expand(self, words: list[str]) -> dict[str, list[str]]:
        """Return the words to search for as well, each with the words of the query that it stands for."""
        found: dict[str, list[str]] = {}
        for start in range(len(words)):
            for length in range(self.longest, 0, -1):
                term = tuple(words[start : start + length])
                if len(term) == length and term in self.others:
                    for other in self.others[term]:
                        for word in other:
                            found.setdefault(word, list(term))
                    break
        return {word: source for word, source in found.items() if word not in words}


def split_words(text: str) -> list[str]:
    """Return the words of a text in small letters; apostrophes vanish."""
    return WORDS.findall(text.lower().replace("'", "").replace("’", ""))


@cache
def get_synonyms() -> Synonyms:
    """Return the site's list, read once in the life of the process."""
    return load_synonyms(SYNONYMS_FILE)


def load_synonyms(path: Path) -> Synonyms:
    """Return the list in a file; raises SynonymError."""
    try:
        groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SynonymError(f"{path.name}: {error}") from None
    if not isinstance(groups, list) or not groups:
        raise SynonymError(f"{path.name}: is not a list of groups")
    others: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for number, group in enumerate(groups, 1):
        terms = _check(group, f"{path.name}, group {number}")
        for term in terms:
            others[term] = others.get(term, set()) | {other for other in terms if other != term}
    frozen = {term: frozenset(found) for term, found in others.items()}
    return Synonyms(frozen, max(map(len, frozen)))


def _check(group: object, where: str) -> list[tuple[str, ...]]:
    if not isinstance(group, list) or len(group) < 2:
        raise SynonymError(f"{where}: at least two terms are needed")
    for term in group:
        if not isinstance(term, str) or not TERM.match(term):
            raise SynonymError(f"{where}: '{term}' must be words in small letters")
    terms = [tuple(split_words(term)) for term in group]
    if len(set(terms)) < len(terms):
        raise SynonymError(f"{where}: a term stands twice")
    return terms
