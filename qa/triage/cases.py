"""Reads labelled texts, from which the soft check learns and by which both nets are judged."""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

from lib.yaml_nodes import DataError
from qa.triage.loading import RULES_FILE
from qa.triage.rulebook import CATEGORIES

CASES = Path(__file__).with_name("data") / "cases"
LABELS = ("urgent", "not_urgent")
NEEDED = ("id", "label", "category", "text")


@dataclass(frozen=True)
class Case:
    id: str
    is_urgent: bool
    category: str
    text: str
    writer: str


def read_cases(path: Path) -> list[Case]:
    """Return the texts of a table with tabs; raises DataError with file and line."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if missing := [name for name in NEEDED if name not in (reader.fieldnames or ())]:
                raise DataError(f"{path.name}:1: column missing: {', '.join(missing)}")
            cases = [read_row(row, f"{path.name}:{reader.line_num}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path.name}: {error}") from None
    if not cases:
        raise DataError(f"{path.name}: holds no texts")
    return cases


def read_row(row: dict[str | None, str | None], place: str) -> Case:
    """Return one text; raises DataError."""
    if None in row or any(not row[name] for name in NEEDED):
        raise DataError(f"{place}: must have {len(NEEDED)} columns or more, none of them empty")
    if row["label"] not in LABELS:
        raise DataError(f"{place}: unknown label '{row['label']}'")
    if row["category"] not in (*CATEGORIES, "none"):
        raise DataError(f"{place}: unknown category '{row['category']}'")
    writer = row.get("writer") or "given"
    return Case(str(row["id"]), row["label"] == "urgent", str(row["category"]), str(row["text"]), writer)


def shipped_cases() -> list[Case]:
    """Return all texts of the repository, in the order of their files; raises DataError."""
    cases = [case for path in sorted(CASES.glob("*.tsv")) for case in read_cases(path)]
    if not cases:
        raise DataError(f"{CASES.name}: holds no texts")
    return cases


def source_hash() -> str:
    """Return a hash of everything that decides what the model is: texts and rules."""
    paths = [*sorted(CASES.glob("*.tsv")), RULES_FILE]
    content = b"\0".join(part for path in paths for part in (path.name.encode(), path.read_bytes()))
    return hashlib.sha256(content).hexdigest()
