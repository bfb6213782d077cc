"""Reading what a person typed into the search field: words, phrases, what is left out, and operators."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lib.body_sites import BodySite
from posts.tag_names import read_tag
from search.synonyms import split_words

QUERY_LENGTH = 200
# More operators than anybody types; what comes after is not read.
FILTERS_MOST = 12
TOKEN = re.compile(r'(-?)(?:([A-Za-z]+):("[^"]*"?|\S*)|"([^"]*)"?|(\S+))')
COMPARISON = re.compile(r"^(>=|<=|>|<|=)?(-?\d{1,6})$")
DAY = re.compile(r"^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")
HANDLE = re.compile(r"^@?([A-Za-z0-9_-]{1,30})$")
STATES = ("answered", "unanswered", "question", "article", "faq")


@dataclass(frozen=True)
class Filter:
    """One operator that made sense; `value` is a text, a (sign, number) or a date, as its name says."""

    name: str
    value: object
    is_negated: bool = False


@dataclass(frozen=True)
class Problem:
    """An operator that made no sense, as it was typed, and what it takes; it is left out."""

    typed: str
    advice: str | Promise


@dataclass(frozen=True)
class Query:
    """What somebody asked for; `text` is all of it on one line, `words` what is searched by words and meaning."""

    text: str
    words: str = ""
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_cut: bool = False

    @property
    def asks(self) -> str:
        """The words and phrases, for ranking."""
        return " ".join([self.words, *self.phrases]).strip()

    @property
    def is_empty(self) -> bool:
        return not (self.asks or self.filters or self.excluded)


def read_query(text: str) -> str:
    """Return what a person typed as a query: one line, without null characters, not endless."""
    return " ".join(normalize("NFC", text[: 4 * QUERY_LENGTH]).replace("\x00", " ").split())[
        :QUERY_LENGTH
    ].strip()


def parse(typed: str) -> Query:
    """Return any text as a query; nothing that can be typed is an error."""
    text = read_query(typed)
    read = _Reading()
    for minus, name, value, phrase, word in TOKEN.findall(text):
        read.token(minus == "-", name.lower(), value.strip('"').strip(), phrase, word)
    return Query(
        text=text,
        words=" ".join(read.words),
        phrases=tuple(read.phrases),
        excluded=tuple(read.excluded),
        filters=tuple(read.filters[:FILTERS_MOST]),
        problems=tuple(read.problems[:FILTERS_MOST]),
        is_cut=len(" ".join(typed[: 4 * QUERY_LENGTH].split())) > QUERY_LENGTH,
    )


@dataclass
class _Reading:
    """What has been read so far."""

    words: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def token(self, is_negated: bool, name: str, value: str, phrase: str, word: str) -> None:  # noqa: FBT001
        if name in OPERATORS:
            self.operator(name, value, is_negated=is_negated)
        else:
            # An unknown operator is two words.
            self.plain(phrase or word or f"{name} {value}", is_negated=is_negated, is_phrase=bool(phrase))

    def operator(self, name: str, value: str, *, is_negated: bool) -> None:
        read, advice = OPERATORS[name]
        meant = read(value)
        if meant is None:
            self.problems.append(Problem(f"{name}:{value}", advice))
        else:
            self.filters.append(Filter(name, meant, is_negated))

    def plain(self, text: str, *, is_negated: bool, is_phrase: bool) -> None:
        words = split_words(text)
        if not words:
            return
        if is_negated:
            self.excluded.append(" ".join(words))
        elif is_phrase and len(words) > 1:
            self.phrases.append(" ".join(words))
        else:
            self.words.extend(words)


def _site(value: str) -> str | None:
    value = value.lower().replace(" ", "-")
    return value if value in BodySite.values else None


def _handle(value: str) -> str | None:
    match = HANDLE.match(value)
    return match[1].lower() if match else None


def _state(value: str) -> str | None:
    return value.lower() if value.lower() in STATES else None


def _number(value: str) -> tuple[str, int] | None:
    match = COMPARISON.match(value)
    return (match[1] or "=", int(match[2])) if match and value.isascii() else None


def _day(value: str) -> date | None:
    """Read a day, or the first day of a month or year."""
    match = DAY.match(value) if value.isascii() else None
    try:
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1)) if match else None
    except ValueError:
        return None


type Read = Callable[[str], object]
DAY_ADVICE = _("Write a day as 2026-03-31, a month as 2026-03 or a year as 2026.")
OPERATORS: dict[str, tuple[Read, str | Promise]] = {
    "tag": (read_tag, _("Write one topic without blanks, for example tag:night-cramps.")),
    "site": (_site, _("Write one place of the body, for example site:calf, site:lower-back or site:eyelid.")),
    "user": (_handle, _("Write the handle of one person, for example user:ann.")),
    "is": (_state, _("Write is:answered, is:unanswered, is:question, is:article or is:faq.")),
    "score": (_number, _("Write a number, for example score:>3, score:>=0 or score:<0.")),
    "before": (_day, DAY_ADVICE),
    "after": (_day, DAY_ADVICE),
}
