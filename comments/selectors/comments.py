"""The page of all comments of a post."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.rules import Actor
from lib.pagination import Order, Page, paginate
from moderation.selectors.rights import lay_on_views
from posts.kinds import Kind
from posts.models import Post
from posts.selectors.thread import OLDEST_FIRST, Comment, marked_for, standing_of_author, with_authors

PAGE_SIZE = 30
OLDEST, NEWEST, HELPFUL = "oldest", "newest", "helpful"
ORDERS = {OLDEST: OLDEST_FIRST, NEWEST: Order("created_at"), HELPFUL: Order("score")}
SORTS: dict[str, str | Promise] = {OLDEST: _("Oldest"), NEWEST: _("Newest"), HELPFUL: _("Most helpful")}


def list_comments(post: Post, reader: Actor, sort: str, cursor: str) -> Page[Comment]:
    """Return one page of the comments directly under a post, in three queries at most."""
    written = Post.objects.filter(parent=post, kind=Kind.COMMENT)
    found = with_authors(marked_for(written, reader).visible_to(reader))
    page = paginate(found, ORDERS[sort], cursor, size=PAGE_SIZE)
    comments = [Comment(comment, standing_of_author(comment)) for comment in page.rows]
    lay_on_views(comments, [post], reader)
    return Page(comments, page.previous_cursor, page.next_cursor)
