"""The copies that one process keeps: compressed, at most so many bytes, the least recently read go first."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from lib.page_cache.compression import DECODERS, ENCODERS, PLAIN
from lib.page_cache.policy import Plan, Stamp

# What a copy takes beside its bodies: keys, headers, objects.
OVERHEAD = 2_500

type Key = tuple[str, ...]


@dataclass(slots=True)
class Copy:
    """One page as it was at `stamp`. It may be served until `good_until` (of the clock in stamps)."""

    plan: Plan
    stamp: Stamp
    good_until: float
    headers: dict[str, str]
    on_view: tuple[Callable[[], None], ...] = ()
    bodies: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return OVERHEAD + sum(map(len, self.bodies.values()))

    def in_plain(self) -> bytes:
        name, body = next(iter(self.bodies.items()))
        return DECODERS[name](body)


class Store:
    """Copies by their keys."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._lock = Lock()
        self._copies: OrderedDict[Key, Copy] = OrderedDict()

    def get(self, key: Key) -> Copy | None:
        with self._lock:
            copy = self._copies.get(key)
            if copy is not None:
                self._copies.move_to_end(key)
            return copy

    def put(self, key: Key, copy: Copy) -> None:
        """Keep a copy in place of the one before; what has not been read for longest makes room."""
        with self._lock:
            self._drop(key)
            self._copies[key] = copy
            self.bytes += copy.size
            self._make_room()

    def body(self, key: Key, copy: Copy, encoding: str) -> bytes:
        """Return the body in an encoding; each one is made once and kept, the plain one never is."""
        if encoding == PLAIN:
            return copy.in_plain()
        body = copy.bodies.get(encoding)
        if body is None:
            body = ENCODERS[encoding](copy.in_plain())
            with self._lock:
                before = copy.size
                copy.bodies[encoding] = body
                if self._copies.get(key) is copy:
                    self.bytes += copy.size - before
                    self._make_room()
        return body

    def __len__(self) -> int:
        return len(self._copies)

    def _drop(self, key: Key) -> None:
        if copy := self._copies.pop(key, None):
            self.bytes -= copy.size

    def _make_room(self) -> None:
        while self.bytes > self.most_bytes and self._copies:
            self._drop(next(iter(self._copies)))
