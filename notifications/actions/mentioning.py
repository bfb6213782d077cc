"""Telling people that they were mentioned."""

from accounts.models import User
from lib.mentions import mentioned_handles
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.models import Post


def tell_mentioned(post: Post, *, besides: int | None, actor: User | None) -> None:
    """Notify whom a new post mentions as @handle, in the order of their keys.

    Nobody while the post is not public; not its author, and not `besides`, who is told of the post anyway.
    """
    handles = mentioned_handles(post.body) if post.is_public else None
    if not handles:
        return
    people = User.objects.filter(handle__in=handles, is_active=True)
    for person in people.exclude(pk__in={post.author_id, besides} - {None}).order_by("pk"):
        notify(person, Verb.MENTIONED, post, actor=actor)
