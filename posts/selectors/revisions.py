"""The history of a post."""

from dataclasses import dataclass

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _

from lib.pagination import Order, Page, paginate
from lib.text_diff import DiffLine, DiffRow, diff_lines, side_by_side
from posts.models import Post, Revision

PAGE_SIZE = 10


@dataclass(frozen=True)
class RevisionView:
    """A revision and what it changed against the one before it."""

    revision: Revision
    lines: list[DiffLine]
    title_before: str


@dataclass(frozen=True)
class RevisionPair:
    """Two revisions of a post, compared in two ways: line by line, and side by side."""

    before: Revision
    after: Revision
    lines: list[DiffLine]
    rows: list[DiffRow]

    @property
    def is_same(self) -> bool:
        return all(row.kind == "same" for row in self.rows)


def compare_revisions(post: Post, before: int, after: int) -> RevisionPair:
    """Return two revisions of a post and what differs, in one query; raises Http404 when there is no such one."""
    found = Revision.objects.filter(post=post, number__in=[before, after]).select_related("editor")
    by_number = {revision.number: revision for revision in found.fetch_mode(models.FETCH_RAISE)}
    if not {before, after} <= by_number.keys():
        raise Http404
    old, new = by_number[before], by_number[after]
    texts = [whole_text(one.title, one.tag_slugs, one.body) for one in (old, new)]
    return RevisionPair(old, new, diff_lines(*texts), side_by_side(*texts))


def whole_text(title: str, tags: list[str], body: str) -> str:
    """Return a version as one text that can be compared: its title, its topics, its body."""
    topics = _("Topics: %(topics)s") % {"topics": ", ".join(tags)} if tags else ""
    return "\n\n".join(part for part in (title, topics, body) if part)


def list_revisions(post: Post, cursor: str) -> Page[RevisionView]:
    """Return one page of a post's revisions, newest first, each compared with its predecessor; two queries."""
    found = (
        Revision.objects.filter(post=post, number__gte=1)
        .select_related("editor")
        .fetch_mode(models.FETCH_RAISE)
    )
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
