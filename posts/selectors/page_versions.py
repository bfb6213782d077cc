"""What tells that a page has changed: one narrow query each, read by lib.page_cache.

Pages of a thread go by the version of their root, which every change in the thread increases. What they show
beside it (names and standings of people, other questions on the same place) and all lists go by PageVersion.
Whether a standing holds depends on the day, so the day is part of every stamp.
"""

from collections.abc import Callable

from django.db import connection

from lib.dates import site_today
from lib.page_cache.policy import Stamp

LISTS = "SELECT sum(changes)::bigint FROM posts_pageversion WHERE scope = ANY(%s)"
THREAD = """
    SELECT version, (
        SELECT sum(changes)::bigint FROM posts_pageversion WHERE scope IN ('people', 'place-' || body_site)
    )
    FROM posts_post WHERE id = %s AND is_public
"""


def lists(*scopes: str) -> Callable[[], Stamp]:
    """Return the look-up for pages that show what these scopes stand for; without any they change with the day only."""

    def look_up() -> Stamp:
        return (site_today(), *(_first(LISTS, [list(scopes)]) or ())) if scopes else (site_today(),)

    return look_up


def thread(root_id: int) -> Stamp:
    """The look-up for the page of a question; None for what is not public."""
    found = _first(THREAD, [root_id])
    return (site_today(), *found) if found else None


def _first(query: str, values: list[object]) -> tuple[int, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()
