"""The columns of an article that follow from its text."""

from dataclasses import asdict
from typing import Any

from lib.markdown import render_article


def columns_from_text(body: str) -> dict[str, Any]:
    """Return the contents list and the number of words of a body, as an article stores them."""
    _html, headings = render_article(body)
    return {"headings": [asdict(heading) for heading in headings], "word_count": len(body.split())}
