"""The structured parts of an article (sources, evidence notes, related articles) and the lines they are typed as.

One entry a line, its parts between upright strokes: `NHS | Leg cramps | 2023 | https://…`. A stroke that is part
of a text is written with a backslash before it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from knowledge.models import Article, Certainty, Proposal

type Entry = dict[str, Any]

SOURCE_KEYS = ("organisation", "title", "year", "url")
EVIDENCE_KEYS = ("claim", "certainty", "note")
STROKE = re.compile(r"(?<!\\)\|")
YEAR = re.compile(r"[0-9]{4}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ENTRIES_MAX = 60
TEXT_MAX = 500
URL_MAX = 1000


@dataclass(frozen=True)
class Structured:
    """What an article says beside its text."""

    sources: list[Entry] = field(default_factory=list)
    evidence: list[Entry] = field(default_factory=list)
    related: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article | Proposal) -> "Structured":
        return cls(article.sources, article.evidence, article.related)


class LineError(ValueError):
    """A line cannot be read; the message begins with its number."""

    def __init__(self, number: int, problem: str) -> None:
        super().__init__(_("Line %(number)d: %(problem)s") % {"number": number, "problem": problem})


def is_web_address(url: object) -> bool:
    """Whether something is an address of a page that a link may lead to."""
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
        return parts is not None and parts.scheme in ("http", "https") and bool(parts.netloc)
    except ValueError:
        return False


def source_lines(sources: Iterable[Entry]) -> str:
    return _to_lines(sources, SOURCE_KEYS)


def evidence_lines(evidence: Iterable[Entry]) -> str:
    return _to_lines(evidence, EVIDENCE_KEYS)


def read_sources(text: str) -> list[Entry]:
    """Return the sources of a text with one line each; raises LineError."""
    return _read(text, SOURCE_KEYS, _source)


def read_evidence(text: str) -> list[Entry]:
    """Return the evidence notes of a text with one line each; raises LineError."""
    return _read(text, EVIDENCE_KEYS, _note)


def read_slugs(text: str) -> list[str]:
    """Return the slugs of a text, one a line or separated by commas, each once; raises LineError."""
    slugs: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        for slug in line.replace(",", " ").split():
            if not SLUG.fullmatch(slug):
                raise LineError(
                    number, _("“%(slug)s” is no address of an article.") % {"slug": slug[:TEXT_MAX]}
                )
            slugs.append(slug)
    return list(dict.fromkeys(slugs))


def _to_lines(entries: Iterable[Entry], keys: tuple[str, ...]) -> str:
    return "\n".join(_line([_cell(entry[key]) for key in keys]) for entry in entries)


def _line(cells: list[str]) -> str:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return " | ".join(cells)


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split()).replace("|", "\\|")


def _read(text: str, keys: tuple[str, ...], make: Callable[[int, list[str]], Entry]) -> list[Entry]:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > ENTRIES_MAX:
        raise LineError(
            lines[ENTRIES_MAX][0], _("at most %(most)d lines are possible.") % {"most": ENTRIES_MAX}
        )
    return [make(number, _cells(number, line, len(keys))) for number, line in lines]


def _cells(number: int, line: str, most: int) -> list[str]:
    """Return the parts of a line, empty ones at its end added."""
    cells = [" ".join(cell.replace("\\|", "|").split()) for cell in STROKE.split(line)]
    if len(cells) > most:
        raise LineError(
            number, _("there are more than %(most)d parts between the strokes |.") % {"most": most}
        )
    if any(len(cell) > (URL_MAX if place == 3 else TEXT_MAX) for place, cell in enumerate(cells)):
        raise LineError(number, _("a part is too long."))
    return cells + [""] * (most - len(cells))


def _source(number: int, cells: list[str]) -> Entry:
    organisation, title, year, url = cells
    if not organisation or not title:
        raise LineError(
            number, _("a source needs its organization and its title: Organization | Title | Year | URL.")
        )
    if year and not YEAR.fullmatch(year):
        raise LineError(number, _("“%(year)s” is no year.") % {"year": year})
    if url and not is_web_address(url):
        raise LineError(number, _("“%(url)s” is no web address; it begins with https://.") % {"url": url})
    return {
        "organisation": organisation,
        "title": title,
        "year": int(year) if year else None,
        "url": url or None,
    }


def _note(number: int, cells: list[str]) -> Entry:
    claim, certainty, note = cells
    if not claim:
        raise LineError(number, _("a note needs a claim: Claim | certainty | note."))
    if certainty.lower() not in Certainty.values:
        known = ", ".join(Certainty.values)
        raise LineError(
            number,
            _("the certainty “%(word)s” is not one of %(known)s.") % {"word": certainty, "known": known},
        )
    return {"claim": claim, "certainty": certainty.lower(), "note": note}
