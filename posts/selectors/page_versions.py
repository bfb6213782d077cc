"""What tells that a page has changed: one narrow query each, read by lib.page_cache.

Pages of a thread go by the version of their root, which every change in the thread increases, and by what they
name beside it; lists go by PageVersion. Whether a standing holds depends on the day, so the day is part of every
stamp.
"""

from collections.abc import Callable

from django.db import connection

from lib.dates import site_today
from lib.page_cache.policy import Stamp

LISTS = "SELECT sum(changes)::bigint FROM posts_pageversion WHERE scope = ANY(%s)"


def lists(*scopes: str) -> Callable[[], Stamp]:
    """Return the look-up for pages that show what these scopes stand for; without any they change with the day only."""

    def look_up() -> Stamp:
        if not scopes:
            return (site_today(),)
        with connection.cursor() as cursor:
            cursor.execute(LISTS, [list(scopes)])
            return (site_today(), *cursor.fetchone())

    return look_up
