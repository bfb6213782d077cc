"""Labelled questions, and how often a search finds what they should lead to."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("id", "title", "body", "slugs")
DEPTHS = (1, 3, 10)


class CasesError(Exception):
    """A file of cases cannot be read; the message begins with its name and the line."""


@dataclass(frozen=True)
class LabelledQuestion:
    """A question as somebody typed it, and the articles of which any one answers it."""

    id: str
    title: str
    body: str
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What was found for one question: the slugs of articles, best first, each once."""

    question: LabelledQuestion
    found: tuple[str, ...]

    @property
    def place(self) -> int | None:
        """The place of the first right one, counted from 1; None where there is none."""
        places = (place for place, slug in enumerate(self.found, 1) if slug in self.question.expected)
        return next(places, None)


def read_cases(path: Path) -> list[LabelledQuestion]:
    """Return the cases of a file with tabs between columns; raises CasesError."""
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CasesError(f"{path}: {error}") from None
    if not rows:
        raise CasesError(f"{path}: holds no case")
    return [_read_row(path, line, row) for line, row in enumerate(rows, 2)]


def _read_row(path: Path, line: int, row: dict[str, str | None]) -> LabelledQuestion:
    missing = [name for name in COLUMNS if row.get(name) is None]
    if missing:
        raise CasesError(f"{path}:{line}: column missing: {', '.join(missing)}")
    expected = tuple(slug.strip() for slug in (row["slugs"] or "").split(",") if slug.strip())
    return LabelledQuestion(row["id"] or "", row["title"] or "", row["body"] or "", expected)


def run(cases: Iterable[LabelledQuestion], find: Callable[[str, str], Sequence[str]]) -> list[Outcome]:
    return [Outcome(case, tuple(dict.fromkeys(find(case.title, case.body)))) for case in cases]


def recall(outcomes: Sequence[Outcome], depth: int) -> float:
    """The share of questions with a right article among the first `depth`."""
    hits = sum(1 for outcome in outcomes if outcome.place and outcome.place <= depth)
    return hits / len(outcomes)


def mean_reciprocal_rank(outcomes: Sequence[Outcome]) -> float:
    return sum(1 / outcome.place for outcome in outcomes if outcome.place) / len(outcomes)


def figures(outcomes: Sequence[Outcome]) -> str:
    """Return the recall at each depth and the mean reciprocal rank, as one line of a table."""
    shares = "  ".join(f"{recall(outcomes, depth):>9.3f}" for depth in DEPTHS)
    return f"{shares}  {mean_reciprocal_rank(outcomes):>6.3f}"
