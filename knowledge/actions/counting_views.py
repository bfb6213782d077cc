"""Counting how often articles are opened, without a write a page view.

Each process gathers its views in memory and writes them in one statement, when the oldest has waited for
30 seconds or when 200 wait. A process that crashes or is stopped loses what it has not written yet: at most 200
views, of a site that is read all the time those of half a minute. A figure for the review board can bear that;
nothing else is made of it.
"""

import logging
import time
from collections import Counter
from datetime import date
from threading import Lock

from django.db import DatabaseError, connection, transaction

from lib.dates import site_today

logger = logging.getLogger(__name__)
WAIT_SECONDS = 30
WAITING_MOST = 200

# The articles' keys in order, so that two processes never wait for each other.
UPSERT = """
    INSERT INTO knowledge_articleday (article_id, day, views)
    SELECT post_id, new.day, new.views
    FROM unnest(%s::bigint[], %s::date[], %s::integer[]) AS new (article, day, views)
    JOIN knowledge_article ON post_id = new.article
    ORDER BY post_id, new.day
    ON CONFLICT (article_id, day) DO UPDATE SET views = knowledge_articleday.views + excluded.views
"""

type Views = Counter[tuple[int, date]]


class ViewBuffer:
    """The views of one process that are not written yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._views: Views = Counter()
        self._since = 0.0

    def add(self, article_id: int, day: date) -> Views | None:
        """Count one view; return all that wait when it is time to write them, which empties the buffer."""
        now = time.monotonic()
        with self._lock:
            if not self._views:
                self._since = now
            self._views[article_id, day] += 1
            is_due = now - self._since >= WAIT_SECONDS or self._views.total() >= WAITING_MOST
        return self.take() if is_due else None

    def take(self) -> Views:
        """Return what waits and forget it."""
        with self._lock:
            views, self._views = self._views, Counter()
        return views


waiting = ViewBuffer()


def count_view(article_id: int) -> None:
    """Count that somebody has opened an article; now and then this writes what all have opened."""
    if views := waiting.add(article_id, site_today()):
        store_views(views)


def store_views(views: Views) -> None:
    """Add views to the days of their articles in one statement; a page is shown even if that fails."""
    rows = [(article, day, count) for (article, day), count in sorted(views.items())]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(UPSERT, [list(column) for column in zip(*rows, strict=True)])
    except DatabaseError:
        logger.exception("%d page views of articles are lost", views.total())
