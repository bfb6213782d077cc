"""What somebody keeps to find it again."""

from django.db.models import Exists, OuterRef, Value
from django.db.models.expressions import Combinable

from accounts.models import User
from accounts.rules import Actor
from lib.pagination import Order, Page, paginate
from posts.models import Bookmark, Post
from posts.selectors.rows import PostRow, row_of

PAGE_SIZE = 20


def list_bookmarks(person: User, cursor: str) -> Page[PostRow]:
    """Return one page of what a person keeps and may still see, the last kept first, in two queries."""
    seen = Post.objects.visible_to(person).filter(pk=OuterRef("post"))
    found = Bookmark.objects.filter(Exists(seen), person=person).select_related("post")
    page = paginate(found, Order("pk"), cursor, size=PAGE_SIZE)
    rows = [row_of(bookmark.post) for bookmark in page.rows]
    return Page(rows, page.previous_cursor, page.next_cursor)


def is_kept(reader: Actor) -> Combinable:
    """Return whether the reader keeps a post, for the query that loads it."""
    if not reader.is_authenticated:
        return Value(False)
    return Exists(Bookmark.objects.filter(person=reader, post=OuterRef("pk")))
