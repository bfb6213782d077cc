"""What all checks look at, prepared once for a text."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256

from accounts.models import User
from lib.confusables import HIDDEN
from posts.kinds import Kind

BLANKS = re.compile(r"\s+")
WORD = re.compile(r"[^\W_]+")
# A name with a dot and an ending of letters, with or without a scheme; "[dot]" and "(dot)" are read as dots.
HOST = re.compile(
    r"(?<![\w@.])(?:https?://|//|www\.)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})(?![\w@])"
)
SPELLED_DOT = re.compile(r"\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?")


def normalise(text: str) -> str:
    """Return a text as it is compared: one form of each letter, small, without hidden signs, single blanks."""
    plain = HIDDEN.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return BLANKS.sub(" ", plain).strip()


def hash_of(title: str, body: str) -> str:
    """Return the hash by which a text is known again, however it is spaced or capitalized."""
    return sha256(f"{normalise(title)}\x1f{normalise(body)}".encode()).hexdigest()


@dataclass(frozen=True)
class Earlier:
    """An earlier post of the same author: when it was written, and what has become of it."""

    at: datetime
    state: str


@dataclass(frozen=True)
class Material:
    """A text with what is known of its author; `earlier` are the newest posts of the author, the newest first.

    `opened_at` is when the form was opened, None where that is not known; `without` is a post that the
    memory of removed texts leaves out, because it is this one.
    """

    kind: Kind
    title: str
    body: str
    author: User | None
    now: datetime
    earlier: tuple[Earlier, ...] = ()
    opened_at: datetime | None = None
    before: str = ""
    without: int | None = None
    own_host: str = field(default="")
    beside: str = ""
    # A reply of whoever began the thread.
    is_own_thread: bool = False

    @cached_property
    def text(self) -> str:
        """Title, body and what is shown beside them, as they are compared."""
        parts = (self.title, self.body, self.beside) if self.beside else (self.title, self.body)
        return "\n".join(normalise(part) for part in parts)

    @cached_property
    def hash(self) -> str:
        return hash_of(self.title, self.body)

    @cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.text)

    @cached_property
    def hosts(self) -> list[str]:
        """The names of other sites in the text, each once, without "www."."""
        found = HOST.findall(SPELLED_DOT.sub(".", self.text))
        return [
            host
            for host in dict.fromkeys(name.removeprefix("www.") for name in found)
            if self._is_outside(host)
        ]

    def _is_outside(self, host: str) -> bool:
        return host != self.own_host and host not in normalise(self.before)

    @cached_property
    def visible_count(self) -> int:
        """How many of the author's newest posts the public sees."""
        return sum(post.state == "visible" for post in self.earlier)

    def written_within(self, span: timedelta) -> int:
        """How many of the newest posts were written within so long before this one."""
        return sum(self.now - post.at <= span for post in self.earlier)
