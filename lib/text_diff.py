"""Line by line comparison of two texts, for the pages that show what an edit changed."""

import difflib
import itertools
from dataclasses import dataclass


@dataclass(frozen=True)
class DiffLine:
    """One line of a comparison; kind is 'same', 'added' or 'removed'."""

    kind: str
    text: str


KINDS = {" ": "same", "+": "added", "-": "removed"}


def diff_lines(before: str, after: str) -> list[DiffLine]:
    """Return the lines of both texts in order, each marked as kept, added or removed."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [DiffLine(KINDS[line[0]], line[2:]) for line in lines if line[0] in KINDS]


@dataclass(frozen=True)
class DiffRow:
    """One row of a side-by-side comparison; kind is 'same', 'changed', 'added' or 'removed'."""

    kind: str
    before: str
    after: str


def side_by_side(before: str, after: str) -> list[DiffRow]:
    """Return both texts line by line beside each other; lines that only one has face an empty one."""
    old, new = before.splitlines(), after.splitlines()
    rows: list[DiffRow] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left, right = old[i:j], new[k:m]
        for left_line, right_line in itertools.zip_longest(left, right):
            rows.append(_row(kind, left_line, right_line))
    return rows


def _row(kind: str, left: str | None, right: str | None) -> DiffRow:
    if kind == "equal":
        return DiffRow("same", left or "", right or "")
    if left is None:
        return DiffRow("added", "", right or "")
    if right is None:
        return DiffRow("removed", left, "")
    return DiffRow("changed", left, right)
