"""A bar that shows how far a long command is, how fast it goes, and when it will have finished."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import QuerySet
from tqdm import tqdm


@contextmanager
def progress_bar(what: str, total: int) -> Iterator[tqdm]:
    """Yield a bar with a rate and an estimate; where nobody looks at a terminal nothing is drawn."""
    with tqdm(total=total, desc=what, unit="", disable=None) as bar:
        yield bar


def counted[Item](what: str, items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
    """Yield items, with a bar; `total` is how many there are where they cannot be counted before."""
    return iter(tqdm(items, desc=what, total=total, unit="", disable=None))


def walk(
    what: str, rows: QuerySet, work: Callable[[list[int]], Any], *, size: int, pause: float = 0.0
) -> None:
    """Do the work on the keys of all rows in order, `size` at a time, and rest after each batch.

    The bar names the last key that is done, with which a run that was stopped can be continued.
    """
    with progress_bar(what, rows.count()) as bar:
        for keys in batches(rows, size):
            work(keys)
            bar.set_postfix_str(f"last id {keys[-1]}")
            bar.update(len(keys))
            time.sleep(pause)


def batches(rows: QuerySet, size: int) -> Iterator[list[int]]:
    """Yield all keys in order, `size` at a time, each batch in a query of its own."""
    last = 0
    while keys := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:size]):
        yield keys
        last = keys[-1]
