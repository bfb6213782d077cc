"""Line by line comparison of two texts, for the pages that show what an edit changed."""

import difflib
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
