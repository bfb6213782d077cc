"""Telling those whom a new question or answer concerns, once it is public."""

from django.db import transaction

from moderation.actions.showing_held import is_first_shown
from notifications.actions.mentioning import tell_mentioned
from notifications.actions.notifying import notify
from notifications.models import Verb
from notifications.tasks import tell_question_followers, tell_topic_followers
from posts.actions.locking import lock_thread
from posts.kinds import Kind
from posts.models import Post


def announce_answer(post: Post) -> None:
    """Tell the asker, whom the answer mentions, and in the background those who follow the question.

    The answer comes with its author and root loaded.
    """
    notify(post.root.author, Verb.ANSWERED, post, actor=post.author)
    tell_mentioned(post, besides=post.root.author_id, actor=post.author)
    tell_question_followers.enqueue(post.pk)


def announce_question(post: Post) -> None:
    """Have those told who follow one of its topics, in the background."""
    tell_topic_followers.enqueue(post.pk)


@transaction.atomic
def announce_if_shown(post_id: int) -> None:
    """Announce a question or an answer that had to wait and is public now; once."""
    root, post = lock_thread(post_id)
    if post.kind == Kind.ANSWER and root.author and is_first_shown(post):
        announce_answer(post)
    elif post.kind == Kind.QUESTION and is_first_shown(post):
        announce_question(post)
