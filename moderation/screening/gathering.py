"""Gathers what the checks look at: the text, and what its author has written before."""

import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from accounts.privileges import Privilege, has_all, has_privilege
from lib.form_keys import opened_at
from lib.statements import fetch
from moderation.screening.material import Earlier, Material
from posts.kinds import Kind
from posts.models import Post
from posts.submissions import Submission

NEWEST = 20
EARLIER = """
SELECT created_at, state FROM posts_post WHERE %s = %%s AND created_at < %%s ORDER BY created_at DESC, id DESC LIMIT %%s
"""


def is_trusted(author: User | None) -> bool:
    """Experts, everybody with a role, and members of long and good standing."""
    return author is not None and (has_all(author) or has_privilege(author, Privilege.REVIEW_QUEUES))


def gather(submission: Submission, *, is_trusted: bool) -> Material:
    """Return what is looked at in one query; none for who is trusted."""
    now = timezone.now()
    return Material(
        kind=submission.kind,
        title=submission.title,
        body=submission.body,
        beside=submission.beside,
        author=submission.author,
        now=now,
        earlier=() if is_trusted else _earlier(submission.author, submission.guest_hash, before=now),
        opened_at=_opened_at(submission.submission_key),
        before=submission.post.body if submission.post else "",
        without=submission.post.pk if submission.post else None,
        own_host=own_host(),
        is_own_thread=_is_own_thread(submission),
    )


def gather_again(post: Post) -> Material:
    """Return what would have been looked at when a post was written, in one query; its author comes loaded."""
    return Material(
        kind=Kind(post.kind),
        title=post.title,
        body=post.body,
        author=post.author,
        now=post.created_at,
        earlier=_earlier(post.author, post.guest_hash, before=post.created_at),
        opened_at=_opened_at(post.submission_key),
        without=post.pk,
        own_host=own_host(),
    )


def _earlier(author: User | None, guest_hash: str, *, before: datetime) -> tuple[Earlier, ...]:
    """Return the newest posts of somebody before a moment; nothing is known of a guest without address."""
    if author is None and not guest_hash:
        return ()
    column, key = ("author_id", author.pk) if author else ("guest_hash", guest_hash)
    return tuple(Earlier(at, state) for at, state in fetch(EARLIER % column, [key, before, NEWEST]))


def _is_own_thread(submission: Submission) -> bool:
    """Whether a reply is by whoever began the thread; a guest never is."""
    root = submission.root
    return root is not None and submission.author is not None and root.author_id == submission.author.pk


def _opened_at(key: uuid.UUID | None) -> datetime | None:
    seconds = opened_at(key) if key else None
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None


def own_host() -> str:
    return settings.SITE_URL.partition("//")[2].partition(":")[0].removeprefix("www.")
