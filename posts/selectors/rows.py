"""What a list shows of a post."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import Actor
from lib.body_sites import marker_name, place_text
from lib.pagination import Order, Page, paginate
from posts.kinds import Kind
from posts.links import path_of
from posts.models import Post
from posts.querysets import PostQuerySet

NEWEST = Order("created_at")
ACTIVE = Order("last_activity_at")
ROW_COLUMNS = (
    "kind", "state", "title", "slug", "excerpt", "body_site", "side", "tag_slugs", "answer_count",
    "comment_count", "created_at", "last_activity_at", "is_public", "is_experience", "is_retracted",
    "author", "byline", "hotness", "need",
)  # fmt: skip


@dataclass(frozen=True)
class PostRow:
    """One line of a list; counts are of visible replies."""

    pk: int
    kind: str
    url: str
    title: str
    excerpt: str
    where: str
    marker: str
    tags: list[str]
    expert_count: int
    reply_count: int
    at: datetime
    state: str
    is_masked: bool


def row_of(post: Post, at: datetime | None = None) -> PostRow:
    """Return the row of a post; `at` is the time to show where that is not when it was written."""
    excerpt = _("Retracted answer") if post.is_retracted else post.excerpt
    return PostRow(
        pk=post.pk,
        kind=post.kind,
        url=path_of(post),
        title=post.title or excerpt,
        excerpt=excerpt,
        where=place_text(post.body_site, post.side),
        marker=marker_name(post.body_site, post.side),
        tags=post.tag_slugs,
        expert_count=post.answer_count,
        reply_count=post.comment_count,
        at=at or post.created_at,
        state=post.state,
        is_masked=post.is_masked,
    )


def list_rows(posts: PostQuerySet, order: Order, cursor: str, *, size: int = 20) -> Page[PostRow]:
    """Return one page of any list of posts in one query."""
    return as_rows(paginate(narrow(posts), order, cursor, size=size), order)


def narrow(posts: PostQuerySet) -> PostQuerySet:
    """Load of each post what its row shows."""
    return posts.only(*ROW_COLUMNS).fetch_mode(models.FETCH_RAISE)


def as_rows(page: Page[Post], order: Order) -> Page[PostRow]:
    """Return a page of posts, which were loaded `narrow`, as rows."""
    shown = order.column if order == ACTIVE else "created_at"
    rows = [row_of(post, getattr(post, shown)) for post in page.rows]
    return Page(rows, page.previous_cursor, page.next_cursor)


def by_author(author: User, kind: Kind, reader: Actor, cursor: str) -> Page[PostRow]:
    """Return what someone wrote of one kind in public, newest first, in one query.

    What they wrote under a mask is there only for themselves.
    """
    posts = Post.objects.public().filter(author=author, kind=kind)
    is_own = reader.is_authenticated and reader.pk == author.pk
    return list_rows(posts if is_own else posts.under_own_name(), NEWEST, cursor)
