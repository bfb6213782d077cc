"""Tags: the list of all, completion while typing, and one tag's page."""

from dataclasses import dataclass

from django.http import Http404

from lib.pagination import Order, Page, paginate
from posts.models import Post, Tag
from posts.selectors.rows import NEWEST, PostRow, list_rows
from posts.tag_names import RESERVED_TAGS, read_tag

COMPLETIONS = 8


@dataclass(frozen=True)
class TagPage:
    """A tag and one page of what carries it."""

    tag: Tag
    page: Page[PostRow]


def list_tags(cursor: str) -> Page[Tag]:
    """Return one page of the tags in use, the most used first, in one query."""
    return paginate(Tag.objects.filter(post_count__gt=0), Order("post_count"), cursor, size=60)


def complete(text: str) -> list[Tag]:
    """Return the most used tags that begin with what was typed, in one query."""
    prefix = read_tag(text)
    if prefix is None:
        return []
    found = Tag.objects.filter(name__startswith=prefix).exclude(name__in=RESERVED_TAGS)
    return list(found.order_by("-post_count", "name")[:COMPLETIONS])


def load_tag_page(slug: str, cursor: str) -> TagPage:
    """Return a tag with one page of its public posts, newest first, in two queries; raises Http404."""
    name = read_tag(slug)
    tag = Tag.objects.filter(slug=name).first() if name else None
    if tag is None:
        raise Http404
    return TagPage(tag, list_rows(Post.objects.public().tagged(tag.slug), NEWEST, cursor))
