"""What decisions do to a post beside its state, and how each is undone; one pair of functions an action.

`do` returns what undoing needs, as keys, settings and short words that JSON can hold. Apps above add the deeds that
only they know (closing a question) by naming them in the setting MODERATION_DEEDS.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from moderation.models import DecisionAction
from posts.kinds import Kind, State
from posts.models import Post

READABLE = (State.PENDING, State.VISIBLE, State.HIDDEN)
# These change or erase a text; an encrypted copy is kept for as long as they can be undone.
KEEPING = (DecisionAction.EDIT, DecisionAction.MASK, DecisionAction.PURGE)


@dataclass(frozen=True)
class Verdict:
    """What the moderator chose, with the version of the item that was on the screen.

    `rule` is the key of a house rule, `passage` the words that broke it; `choices` is what single actions ask for
    beside that (the new text, days, abilities, a target).
    """

    action: DecisionAction
    reason: str
    seen_version: int
    rule: str = ""
    passage: str = ""
    choices: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Deed:
    """Rules have been asked before `do` and `undo` run; `fits` says whether it makes sense for a post at all.

    `undo` gets what `do` returned, and as "copy" the text that was kept, where one was.
    """

    fits: Callable[[Post], bool]
    do: Callable[[User, Post, Verdict], dict[str, Any]]
    undo: Callable[[User, Post, dict[str, Any]], None]


def is_text(post: Post) -> bool:
    """Whether there is a text to change; that of an article belongs to the editors."""
    return post.state in READABLE and post.kind != Kind.ARTICLE


def can_be_locked(post: Post) -> bool:
    return post.is_root and post.state in READABLE and not post.comments_closed


def can_be_moved(post: Post) -> bool:
    return post.kind == Kind.QUESTION and post.state in READABLE


def has_author(post: Post) -> bool:
    return post.author_id is not None and not post.author.is_former


FITTING: dict[str, Callable[[Post], bool]] = {
    DecisionAction.EDIT: is_text,
    DecisionAction.MASK: is_text,
    DecisionAction.LOCK: can_be_locked,
    DecisionAction.MOVE: can_be_moved,
    DecisionAction.WARN: has_author,
    DecisionAction.SUSPEND: has_author,
}


def deed_from_above(action: str) -> Deed | None:
    """Return the deed that another app adds; None where no app does."""
    path = settings.MODERATION_DEEDS.get(action)
    return import_string(path) if path else None


def fits(post: Post, action: str) -> bool:
    """Whether a deed makes sense for a post; who may do it is for rules to say."""
    if action in FITTING:
        return FITTING[action](post)
    deed = deed_from_above(action)
    return deed is not None and deed.fits(post)
