"""The columns of an article that follow from what it says."""

from dataclasses import asdict
from typing import Any

from knowledge.structured import Structured
from lib.markdown import render_article


def columns_from_text(summary: str, body: str, structured: Structured) -> dict[str, Any]:
    """Return all that an article stores of what it says: contents list and number of words besides."""
    _html, headings = render_article(body)
    return {
        "summary": summary,
        "headings": [asdict(heading) for heading in headings],
        "word_count": len(body.split()),
        "sources": structured.sources,
        "evidence": structured.evidence,
        "related": structured.related,
    }
