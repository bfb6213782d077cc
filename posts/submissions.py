"""What somebody sends in, how it was sent, and what a screen says about it before it is public."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import models

from accounts.models import User
from lib.errors import UserError
from posts.kinds import Kind
from posts.models import Post


class Band(models.TextChoices):
    """What becomes of a text: it goes out, waits for a person, or does not get in."""

    PUBLISH = "publish"
    HOLD = "hold"
    REFUSE = "refuse"


@dataclass(frozen=True)
class Submission:
    """A text that somebody wants to be public; `post` is what an edit changes, None for a new post."""

    author: User | None
    kind: Kind
    body: str
    title: str = ""
    # What else readers see of it: the notes of the intake.
    beside: str = ""
    root: Post | None = None
    post: Post | None = None
    # A guest's comment waits for a moderator whatever is found in it.
    guest_hash: str = ""
    submission_key: uuid.UUID | None = None


def _keep_nothing(post: Post) -> None:
    """Nothing is to be remembered."""


@dataclass(frozen=True)
class Verdict:
    """What a screen says. Title and body are those to be stored; `keep` is called with the post once it is stored.

    `message` is for the person who wrote it: why it waits, or why it is refused.
    """

    band: Band
    title: str
    body: str
    message: str = ""
    keep: Callable[[Post], None] = _keep_nothing


class RefusedError(UserError):
    """A text that is not taken as it is; whoever wrote it can ask a moderator to read it all the same."""

    status = 422


@dataclass
class Circumstances:
    """How a text was sent: what the request says, and what has been refused while it was answered.

    `asks_a_person`: whoever wrote it has read why it was refused and wants a moderator to decide.
    """

    asks_a_person: bool = False
    refused: list[Callable[[], None]] = field(default_factory=list)
    # What whoever wrote it is told on the next page.
    told: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.refused)


_circumstances: ContextVar[Circumstances | None] = ContextVar("circumstances", default=None)


def circumstances() -> Circumstances:
    """Return how the text at hand was sent; nothing is known of it outside of a request."""
    return _circumstances.get() or Circumstances()


@contextmanager
def sent_under(how: Circumstances) -> Iterator[None]:
    """Let everything inside know how a text was sent."""
    token = _circumstances.set(how)
    try:
        yield
    finally:
        _circumstances.reset(token)
