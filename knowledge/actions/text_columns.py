"""Storing what an article says: the columns that follow from it, and its versions."""

from dataclasses import asdict
from typing import Any

from accounts.models import User
from knowledge.structured import Structured
from lib.markdown import render_article
from posts.actions.announcing import announce
from posts.actions.editing import Edit, apply_edit, store_revision
from posts.models import Post, PostChange


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


def store_version(author: User, post: Post, edit: Edit, tags: list[str]) -> Post:
    """Give a locked post a text of the article.

    A change that leaves the text alone (of the sources, say) is a version as well: whoever has begun to write
    against the one before has to merge.
    """
    before = post.revision_count
    post = apply_edit(author, post, edit, tags)
    if post.revision_count == before:
        store_revision(author, post, reason=edit.reason)
        announce(PostChange.What.EDITED, post.pk, [post.pk])
    return post
