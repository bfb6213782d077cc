"""Who may be told of what."""

from accounts.rules import Actor
from posts.models import Post


def can_follow(actor: Actor, post: Post) -> bool:
    """Anyone who is signed in, what everybody may see; suspended people too, it is no writing."""
    return actor.is_authenticated and post.is_public
