"""Lists of questions."""

from collections.abc import Sequence

from django.db.models import FloatField

from lib.body_sites import BodySite
from lib.pagination import Order, Page
from posts.models import Post
from posts.selectors.rows import ACTIVE, NEWEST, PostRow, list_rows

SORTS = ("newest", "active", "hot", "unanswered", "needs-expert")
# posts.models.ranking says what these two are; the database keeps them.
HOT = Order("hotness", sample=FloatField())
NEEDED = Order("need", sample=FloatField())
ORDERS = {"active": ACTIVE, "hot": HOT, "needs-expert": NEEDED}
HOME_ROWS = 6


def list_questions(sort: str, where: str, cursor: str, facets: Sequence[str] = ()) -> Page[PostRow]:
    """Return one page of public questions in one query; sort is one of SORTS, `where` a place or empty.

    The facets, such as `time:night`, all have to fit.
    """
    posts = Post.objects.public()
    posts = posts.unanswered() if sort in ("unanswered", "needs-expert") else posts.questions()
    if sort == "needs-expert":  # nobody can answer what is closed
        posts = posts.filter(question__closed_at=None)
    if where in BodySite:
        posts = posts.about(where)
    posts = posts.with_facets(list(facets))
    return list_rows(posts, ORDERS.get(sort, NEWEST), cursor)


def latest_questions() -> list[PostRow]:
    """Return the newest public questions for the home page, in one query."""
    return list(list_rows(Post.objects.public().questions(), NEWEST, "", size=HOME_ROWS).rows)
