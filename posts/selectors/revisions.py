"""The history of a post."""

from dataclasses import dataclass

from django.db import models

from lib.pagination import Order, Page, paginate
from lib.text_diff import DiffLine, diff_lines
from posts.models import Post, Revision

PAGE_SIZE = 10


@dataclass(frozen=True)
class RevisionView:
    """A revision and what it changed against the one before it."""

    revision: Revision
    lines: list[DiffLine]
    title_before: str


def list_revisions(post: Post, cursor: str) -> Page[RevisionView]:
    """Return one page of a post's revisions, newest first, each compared with its predecessor; two queries."""
    found = Revision.objects.filter(post=post).select_related("editor").fetch_mode(models.FETCH_RAISE)
    page = paginate(found, Order("number"), cursor, size=PAGE_SIZE)
    earlier = _predecessors(post, page.rows)
    views = [_compare(revision, earlier.get(revision.number - 1)) for revision in page.rows]
    return Page(views, page.previous_cursor, page.next_cursor)


def _predecessors(post: Post, revisions: list[Revision]) -> dict[int, Revision]:
    numbers = [revision.number - 1 for revision in revisions]
    return {found.number: found for found in Revision.objects.filter(post=post, number__in=numbers)}


def _compare(revision: Revision, before: Revision | None) -> RevisionView:
    if before is None:
        return RevisionView(revision, diff_lines("", revision.body), "")
    return RevisionView(revision, diff_lines(before.body, revision.body), before.title)
