"""Lists of questions."""

from collections.abc import Sequence

from django.db import models

from lib.body_sites import BodySite
from lib.pagination import Order, Page, first_page, first_rows
from lib.prepared import Prepared, Slot
from posts.models import Post
from posts.querysets import PostQuerySet
from posts.selectors.rows import ACTIVE, NEWEST, PostRow, as_rows, list_rows, narrow

SORTS = ("newest", "active", "hot", "unanswered", "needs-expert")
# posts.models.ranking says what these two are; the database keeps them.
HOT = Order("hotness", sample=models.FloatField())
NEEDED = Order("need", sample=models.FloatField())
ORDERS = {"active": ACTIVE, "hot": HOT, "needs-expert": NEEDED}
HOME_ROWS = 6


def list_questions(sort: str, where: str, cursor: str, facets: Sequence[str] = ()) -> Page[PostRow]:
    """Return one page of public questions in one query; sort is one of SORTS, `where` a place or empty.

    The facets, such as `time:night`, all have to fit.
    """
    order = ORDERS.get(sort, NEWEST)
    place = where if where in BodySite else ""
    if cursor or facets:
        posts = _questions(sort, place).with_facets(list(facets))
        return list_rows(posts, order, cursor)
    found = _first_questions(sort, bool(place), place=place)
    return as_rows(first_page(found, order), order)


def _questions(sort: str, place: str | Slot) -> PostQuerySet:
    posts = Post.objects.public()
    posts = posts.unanswered() if sort in ("unanswered", "needs-expert") else posts.questions()
    if sort == "needs-expert":  # nobody can answer what is closed
        posts = posts.filter(question__closed_at=None)
    return posts.about(place) if place else posts


@Prepared
def _first_questions(sort: str, has_place: bool) -> PostQuerySet:  # noqa: FBT001 - a variant
    place = Slot("place", models.CharField()) if has_place else ""
    return first_rows(narrow(_questions(sort, place)), ORDERS.get(sort, NEWEST))


def latest_questions() -> list[PostRow]:
    """Return the newest public questions for the home page, in one query."""
    return list(as_rows(first_page(_latest(), NEWEST, size=HOME_ROWS), NEWEST).rows)


@Prepared
def _latest() -> PostQuerySet:
    return first_rows(narrow(Post.objects.public().questions()), NEWEST, size=HOME_ROWS)
