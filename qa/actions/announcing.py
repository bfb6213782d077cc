"""Telling those whom a new answer concerns, once it is public."""

from notifications.actions.mentioning import tell_mentioned
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.models import Post


def announce_answer(post: Post) -> None:
    """Tell the asker and whom the answer mentions; the answer comes with its author and root loaded."""
    notify(post.root.author, Verb.ANSWERED, post, actor=post.author)
    tell_mentioned(post, besides=post.root.author_id, actor=post.author)
