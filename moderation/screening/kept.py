"""What a process keeps in memory for some seconds, so that screening asks the database next to nothing."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
SECONDS = 10
_all: list["Kept"] = []


class Kept(Generic[T]):  # noqa: UP046 (3.12 knows the new way, the tools do not all)
    """A value that is loaded anew when it is older than some seconds."""

    def __init__(self, load: Callable[[], T], seconds: float = SECONDS) -> None:
        self._load, self._seconds = load, seconds
        self._value: T | None = None
        self._until = 0.0
        _all.append(self)

    def get(self) -> T:
        now = time.monotonic()
        if self._value is None or now >= self._until:
            self._value, self._until = self._load(), now + self._seconds
        return self._value

    def forget(self) -> None:
        self._value = None


def forget_all() -> None:
    """Load everything anew when it is asked for next; what changes the lists calls it, so does each test."""
    for kept in _all:
        kept.forget()
