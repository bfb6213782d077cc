"""Telling those whom a new comment concerns, once it is public."""

from django.db import transaction

from comments.tasks import mail_reply, tell_thread_followers
from moderation.actions.showing_held import is_first_shown
from notifications.actions.mentioning import tell_mentioned
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.locking import lock_thread
from posts.kinds import Kind
from posts.models import Post


def announce_comment(comment: Post) -> None:
    """Tell the author of what was commented on, member or guest, and those who follow the discussion.

    The comment comes with its parent loaded.
    """
    parent = comment.parent
    # Who has muted the person behind a mask must not learn of it by hearing nothing.
    actor = None if comment.is_masked else comment.author
    if parent.author_id is None:
        mail_reply.enqueue(comment.pk)
    elif parent.author.is_active and parent.author_id != comment.author_id:
        notify(parent.author, Verb.COMMENTED, comment, actor=actor)
    tell_mentioned(comment, besides=parent.author_id, actor=actor)
    tell_thread_followers.enqueue(comment.pk)


@transaction.atomic
def announce_if_shown(post_id: int) -> None:
    """Announce a member's comment that had to wait and is public now; once."""
    _root, post = lock_thread(post_id)
    if post.kind == Kind.COMMENT and is_first_shown(post):
        announce_comment(post)
