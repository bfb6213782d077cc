"""Lists of questions."""

from collections.abc import Sequence

from lib.body_sites import BodySite
from lib.pagination import Page
from posts.models import Post
from posts.selectors.rows import ACTIVE, NEWEST, PostRow, list_rows

SORTS = ("newest", "active", "unanswered")
HOME_ROWS = 6


def list_questions(sort: str, where: str, cursor: str, facets: Sequence[str] = ()) -> Page[PostRow]:
    """Return one page of public questions in one query; sort is one of SORTS, `where` a place or empty.

    The facets, such as `time:night`, all have to fit.
    """
    posts = Post.objects.public()
    posts = posts.unanswered() if sort == "unanswered" else posts.questions()
    if where in BodySite:
        posts = posts.about(where)
    posts = posts.with_facets(list(facets))
    return list_rows(posts, ACTIVE if sort == "active" else NEWEST, cursor)


def latest_questions() -> list[PostRow]:
    """Return the newest public questions for the home page, in one query."""
    return list(list_rows(Post.objects.public().questions(), NEWEST, "", size=HOME_ROWS).rows)
