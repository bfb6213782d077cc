"""What people without an account may do with comments."""

from datetime import datetime

from accounts.rules import Actor, can_write
from comments.models import GuestComment
from posts.kinds import Kind, State
from posts.models import Post
from posts.rules import takes_comments

CHANGEABLE = (State.PENDING, State.VISIBLE)


def can_comment_as_guest(actor: Actor, post: Post) -> bool:
    """People who are signed out, under curated articles; questions and answers are for members."""
    is_about_an_article = (post.root or post).kind == Kind.ARTICLE
    return not actor.is_authenticated and is_about_an_article and takes_comments(post)


def can_confirm(guest: GuestComment) -> bool:
    """Once, while the comment waits for it."""
    return guest.confirmed_at is None and guest.post.state == State.DRAFT


def can_edit_as_guest(guest: GuestComment, now: datetime) -> bool:
    """For half an hour after confirming, while no moderator has taken the comment away."""
    until = guest.may_edit_until
    return until is not None and now < until and guest.post.state in CHANGEABLE


def can_claim(actor: Actor) -> bool:
    """Members take over what they wrote as guests, by an address that they have confirmed."""
    return can_write(actor)
