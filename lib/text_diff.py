"""Comparison of two texts line by line, and word by word inside of what changed, for the pages that show an edit."""

import difflib
import itertools
import re
from dataclasses import dataclass, field, replace

WORD = re.compile(r"\w+|\s+|[^\w\s]")
# Longer lines, and lines with less in common, are marked as a whole: single words would say nothing.
WORDS_MOST = 1_000
ALIKE = 0.4


@dataclass(frozen=True)
class Part:
    """A piece of a changed line, and whether the other version lacks it."""

    text: str
    is_other: bool


@dataclass(frozen=True)
class DiffLine:
    """One line of a comparison; kind is 'same', 'added' or 'removed'. Its parts tell which words are others."""

    kind: str
    text: str
    parts: tuple[Part, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class DiffRow:
    """One row of a side-by-side comparison; kind is 'same', 'changed', 'added' or 'removed'."""

    kind: str
    before: str
    after: str
    before_parts: tuple[Part, ...] = ()
    after_parts: tuple[Part, ...] = ()


KINDS = {" ": "same", "+": "added", "-": "removed"}


def diff_lines(before: str, after: str) -> list[DiffLine]:
    """Return the lines of both texts in order, each marked as kept, added or removed."""
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    lines = [DiffLine(KINDS[line[0]], line[2:]) for line in found if line[0] in KINDS]
    for place, (one, other) in enumerate(itertools.pairwise(lines)):
        if (one.kind, other.kind) == ("removed", "added"):
            old, new = compare_words(one.text, other.text)
            lines[place], lines[place + 1] = replace(one, parts=old), replace(other, parts=new)
    return lines


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
    return DiffRow("changed", left, right, *compare_words(left, right))


def compare_words(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return the parts of two lines; nothing where only the lines as wholes can be compared."""
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > WORDS_MOST:
        return (), ()
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    shared = [old[i:j] for kind, i, j, _k, _m in steps if kind == "equal"]
    if 2 * _count_words(*shared) < ALIKE * _count_words(old, new):
        return (), ()
    return (
        tuple(Part("".join(old[i:j]), kind != "equal") for kind, i, j, _k, _m in steps if i < j),
        tuple(Part("".join(new[k:m]), kind != "equal") for kind, _i, _j, k, m in steps if k < m),
    )


def _count_words(*lines: list[str]) -> int:
    """Blanks and full stops are in every line, so they say nothing about how alike two are."""
    return sum(piece[0].isalnum() for line in lines for piece in line)
