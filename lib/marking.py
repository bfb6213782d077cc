"""Marking passages in HTML that has been cleaned already."""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

TAG = re.compile(r"(<[^>]*>)")
SHORTEST = 2


def mark_passages(html: str, passages: Iterable[str]) -> SafeString:
    """Return clean HTML with <mark> around each passage, whatever its case and white space.

    Only text is touched, never a tag; a passage that runs across a tag is not marked.
    """
    words = sorted({" ".join(passage.split()) for passage in passages}, key=len, reverse=True)
    patterns = [
        r"\s+".join(re.escape(escape(word)) for word in text.split())
        for text in words
        if len(text) >= SHORTEST
    ]
    if not patterns:
        return mark_safe(html)  # noqa: S308 clean, as the caller says
    found = re.compile("|".join(patterns), re.IGNORECASE)
    pieces = TAG.split(html)
    # Every second piece is a tag.
    pieces[::2] = [found.sub(lambda match: f"<mark>{match[0]}</mark>", piece) for piece in pieces[::2]]
    return mark_safe("".join(pieces))  # noqa: S308 only <mark> was added
