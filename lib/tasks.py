"""Background tasks that are tried again with growing pauses before they count as failed."""

import functools
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.tasks import Task, task
from django.utils import timezone

logger = logging.getLogger(__name__)
ATTEMPTS = 5
FIRST_PAUSE_SECONDS = 15


def retried_task(*expected: type[Exception]) -> Callable[[Callable[..., None]], Task]:
    """Make a task that is enqueued anew after one of the expected errors, at most ATTEMPTS times.

    The pause grows fourfold each time (15 s, 1 min, 4 min, 16 min). The last error is raised, so the
    queue keeps it as failed where an operator sees it. Work is rolled back before a new try.
    """

    def decorate(function: Callable[..., None]) -> Task:
        @functools.wraps(function)
        def run(*args: Any, attempt: int = 1, **kwargs: Any) -> None:
            try:
                with transaction.atomic():
                    function(*args, **kwargs)
            except expected:
                if attempt >= ATTEMPTS:
                    raise
                pause = timedelta(seconds=FIRST_PAUSE_SECONDS * 4 ** (attempt - 1))
                logger.warning("Task %s failed, try %d", function.__name__, attempt, exc_info=True)
                made.using(run_after=timezone.now() + pause).enqueue(*args, attempt=attempt + 1, **kwargs)

        made: Task = task(run)
        return made

    return decorate
