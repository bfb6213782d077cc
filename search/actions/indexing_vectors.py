"""The index of vectors by which documents are found by meaning; storing many vectors is quicker without it.

Entering one vector into the index takes milliseconds, the more the larger it is. Building it of vectors that are there
already takes a tenth of that.
"""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import Index

from lib.progress import progress_bar
from search.actions.embedding import embed_pending
from search.models import Embedding

NAME = "embedding_by_meaning"
# Fewer vectors are stored sooner than an index is built, and while it is away a search looks at all that there are.
WORTH_IT, TIMES_WHAT_IS_THERE = 5_000, 4
# What pgvector needs in memory for a vector of ours with its neighbors; with less it gets slow.
KB_A_VECTOR, LEAST_MB, MOST_MB = 3, 64, 1_024
SECONDS_BETWEEN_LOOKS = 0.5
HOW_FAR = "SELECT tuples_done FROM pg_stat_progress_create_index WHERE relid = 'search_embedding'::regclass"


def has_index() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [NAME])
        return cursor.fetchone()[0]


@contextmanager
def built_afterwards(missing: int) -> Iterator[None]:
    """Store many vectors inside: the index is away meanwhile if that is quicker, and there again at the end.

    A run that is killed leaves it away; the next one builds it, or the worker within a day (`ensure_index`).
    """
    there = Embedding.objects.count()
    if missing >= WORTH_IT and missing > TIMES_WHAT_IS_THERE * there and has_index():
        with connection.schema_editor() as editor:
            editor.remove_index(Embedding, _definition())
    try:
        yield
    finally:
        ensure_index()


def ensure_index() -> bool:
    """Build the index if it is away, with a bar; return whether it was."""
    if has_index():
        return False
    number = Embedding.objects.count()
    if connection.in_atomic_block:  # another connection would not see what this one has done
        _build(number)
        return True
    with ThreadPoolExecutor(1) as pool, progress_bar("index of vectors", number) as bar:
        building = pool.submit(_on_its_own, _build, number)
        while wait([building], SECONDS_BETWEEN_LOOKS).not_done:
            bar.update(max(_tuples_done() - bar.n, 0))
        building.result()
    return True


def _on_its_own[Result](work: Callable[..., Result], *args: Any) -> Result:
    """Do something in a thread, over a connection that ends with it."""
    try:
        return work(*args)
    finally:
        connection.close()


def _build(number: int) -> None:
    """Build the index; with several processes where the database has the shared memory for it."""
    try:
        _build_with(number)
    except OperationalError:
        _build_with(number, processes=0)


def _build_with(number: int, *, processes: int | None = None) -> None:
    memory = min(max(number * KB_A_VECTOR // 1_024, LEAST_MB), MOST_MB)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('maintenance_work_mem', %s, true)", [f"{memory}MB"])
        if processes is not None:
            cursor.execute(
                "SELECT set_config('max_parallel_maintenance_workers', %s, true)", [str(processes)]
            )
        with connection.schema_editor(atomic=False) as editor:
            editor.add_index(Embedding, _definition())


def _definition() -> Index:
    return next(one for one in Embedding._meta.indexes if one.name == NAME)


def _tuples_done() -> int:
    with connection.cursor() as cursor:
        cursor.execute(HOW_FAR)
        found = cursor.fetchone()
    return found[0] if found else 0


def embed_all(tell: Callable[[int], Any] = lambda number: None, *, pause: float = 0.0) -> None:
    """Make all vectors that are due, on as many processors as there are; `tell` hears of each batch.

    With `pause`, rests so many seconds after each.
    """
    others = 0 if connection.in_atomic_block else (os.cpu_count() or 1) - 1
    with ThreadPoolExecutor(max(others, 1)) as pool:
        helping = [pool.submit(_on_its_own, _embed_until_done, tell, pause) for _ in range(others)]
        _embed_until_done(tell, pause)
        for one in helping:
            one.result()


def _embed_until_done(tell: Callable[[int], Any], pause: float) -> None:
    while made := embed_pending():
        tell(made)
        time.sleep(pause)
