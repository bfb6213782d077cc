"""All comments of one post."""

from accounts.rules import Actor
from lib.pagination import Page, paginate
from moderation.selectors.rights import lay_on_views
from posts.kinds import Kind
from posts.models import Post
from posts.selectors.thread import OLDEST_FIRST, Comment, marked_for, standing_today, with_authors

PAGE_SIZE = 30


def list_comments(post: Post, reader: Actor, cursor: str) -> Page[Comment]:
    """Return one page of the comments directly under a post, oldest first, in three queries at most."""
    found = with_authors(
        marked_for(Post.objects.filter(parent=post, kind=Kind.COMMENT), reader).visible_to(reader)
    )
    page = paginate(found, OLDEST_FIRST, cursor, size=PAGE_SIZE)
    comments = [Comment(comment, standing_today(comment.author)) for comment in page.rows]
    lay_on_views(comments, [post], reader)
    return Page(comments, page.previous_cursor, page.next_cursor)
