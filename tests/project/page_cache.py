"""A reader without a session whose pages come from memory, and a clock that tests move."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lib.page_cache import stamps


@dataclass
class Guest:
    """Reads through a process of its own, with a cache of its own."""

    client: Client
    clock: "Clock"

    def read(self, page: str, **headers: str) -> HttpResponse:
        return self.client.get(page, headers=headers or None)

    def read_later(self, page: str, **headers: str) -> HttpResponse:
        """Read when the second is over for which a look-up is believed."""
        self.clock.pass_seconds(1)
        return self.read(page, **headers)

    def reads(self, page: str, **headers: str) -> int:
        """Return how many queries it takes to read a page; now and then the counting of views writes beside them."""
        with CaptureQueriesContext(connection) as queries:
            self.read(page, **headers)
        return sum(query["sql"].lstrip().startswith("SELECT") for query in queries)


class Clock:
    """The time that the cache goes by."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def pass_seconds(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moved = Clock()
    monkeypatch.setattr(stamps, "now", lambda: moved.now)
    return moved


@pytest.fixture
def new_guest(settings, clock: Clock) -> Callable[[], Guest]:
    """Return a maker of guests, each of a process of its own that keeps copies; `client` is of yet another one."""
    settings.PAGE_CACHE_MB = 8
    return lambda: Guest(Client(), clock)


@pytest.fixture
def guest(new_guest: Callable[[], Guest]) -> Guest:
    return new_guest()
