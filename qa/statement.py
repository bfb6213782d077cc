"""What an expert says about an answer beside its text, and how sources are typed: one a line."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from qa.models import Answer, Evidence
from qa.models.answer import STATEMENT_COLUMNS

type Source = dict[str, str]

SOURCES_MOST = 10
TITLE_MAX = 300
URL_MAX = 500
WEB = re.compile(r"https?://[^\s<>\"]+")
DOI = re.compile(r"\b(?:doi:\s*)(10\.\d{4,9}/\S+)", re.IGNORECASE)
PUBMED = re.compile(r"\bPMID:?\s*(\d{1,9})\b", re.IGNORECASE)
EDGES = " \t,;:|–—-"


@dataclass(frozen=True)
class Statement:
    """Evidence with its sources, limits and interests; of doses named in the text route, limits and cautions."""

    evidence: str
    changes_advice: str
    get_help: str
    sources: list[Source] = field(default_factory=list)
    disclosure: str = ""
    dose_route: str = ""
    dose_limits: str = ""
    dose_cautions: str = ""

    @classmethod
    def of(cls, answer: Answer) -> "Statement":
        return cls(**{name: getattr(answer, name) for name in STATEMENT_COLUMNS})

    def columns(self) -> dict[str, object]:
        return asdict(self)

    @property
    def is_experience(self) -> bool:
        return self.evidence == Evidence.EXPERIENCE


def read_sources(text: str) -> list[Source]:
    """Return the sources of a text with one a line: words, and an address, a DOI or a PubMed number.

    Raises ValueError with the message for the writer.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > SOURCES_MOST:
        raise ValueError(_("At most %(most)d sources, please.") % {"most": SOURCES_MOST})
    return [_read_line(line, number) for number, line in enumerate(lines, 1)]


def source_lines(sources: Iterable[Source]) -> str:
    """Return sources as they are typed."""
    return "\n".join(f"{source['title']} {source['url']}".strip() for source in sources)


def _read_line(line: str, number: int) -> Source:
    url, title = _split(line)
    title = title.strip(EDGES)
    if len(title) < 3 or not any(letter.isalpha() for letter in title):
        raise ValueError(_("Source %(number)d: say what it is, not only where.") % {"number": number})
    if len(title) > TITLE_MAX or len(url) > URL_MAX:
        raise ValueError(_("Source %(number)d is too long.") % {"number": number})
    return {"title": title, "url": url}


def _split(line: str) -> tuple[str, str]:
    """Return the address that a line leads to (empty without one), and the line without it."""
    if found := WEB.search(line):
        url = found[0].rstrip(".,;)")
        return url, line.replace(url, " ").strip(" .,;()")
    if found := DOI.search(line):
        return f"https://doi.org/{found[1].rstrip('.,;)')}", line.replace(found[0], "")
    if found := PUBMED.search(line):
        return f"https://pubmed.ncbi.nlm.nih.gov/{found[1]}/", line.replace(found[0], "")
    return "", line
