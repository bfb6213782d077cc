"""Work in as many processes as there are processors; imports nothing that needs the site to be set up."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator


def in_processes[Share, Result](work: Callable[[Share], Result], shares: Iterable[Share]) -> Iterator[Result]:
    """Yield what the work returns for each share, in the order in which they are done."""
    with multiprocessing.get_context("spawn").Pool(initializer=begin) as pool:
        yield from pool.imap_unordered(work, shares)


def begin() -> None:
    """Set up the site in a new process, before it meets any model."""
    import django

    django.setup()
