"""What is new in a thread since somebody was there last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, OuterRef, Subquery, Value
from django.db.models.expressions import Combinable

from accounts.rules import Actor
from posts.models import Post, ReadMarker
from posts.selectors.thread import Comment


@dataclass(frozen=True)
class News:
    """When the reader was here last, and the shown posts that came since.

    `at` is when the page was begun; `is_due`: this visit is to be remembered.
    """

    at: datetime
    since: datetime | None
    keys: tuple[int, ...]
    is_due: bool


def last_read(reader: Actor) -> Combinable:
    """Return when the reader was in a thread last, for the query that loads its root."""
    if not reader.is_authenticated:
        return Value(None, output_field=DateTimeField())
    mine = ReadMarker.objects.filter(person=reader, post=OuterRef("pk"))
    return Subquery(mine.values("read_at")[:1])


def find_news(
    root: Post, replies: Iterable[Post], comments: Iterable[Comment], reader: Actor, at: datetime
) -> News:
    """Lay `is_new` on what others wrote since the reader's last visit, `hides_new` on what has more of it folded.

    `replies` come in the order of the page. The root has its `read_at` from `last_read`. No query.
    """
    since = root.read_at
    if since is None:
        return News(at, None, (), is_due=reader.is_authenticated)
    replies, comments = list(replies), list(comments)
    shown = [*replies, *(comment.post for comment in comments)]
    for post in shown:
        post.is_new = post.created_at > since and post.author_id != reader.pk
    newest = {comment.post.parent_id: comment.newest_at for comment in comments}
    for post in [root, *shown]:
        post.hides_new = bool(newest.get(post.pk)) and newest[post.pk] > since
    keys = tuple(post.pk for post in shown if post.is_new)
    return News(at, since, keys, is_due=root.last_activity_at > since)
