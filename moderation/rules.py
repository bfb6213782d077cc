"""Who may report posts and who decides about them."""

from accounts.rules import Actor, can_write, is_moderator
from moderation.models import STATE_AFTER, DecisionAction, VoteRing
from posts.kinds import State
from posts.models import Post
from posts.rules import can_change_state, is_author


def can_flag(actor: Actor, post: Post) -> bool:
    """Anyone who may write, about public posts of others."""
    return can_write(actor) and post.is_public and not is_author(actor, post)


def can_see_queue(actor: Actor) -> bool:
    return is_moderator(actor)


def can_see_vote_rings(actor: Actor) -> bool:
    return is_moderator(actor)


def can_close_vote_ring(actor: Actor, ring: VoteRing) -> bool:
    """Moderators, never about themselves."""
    return is_moderator(actor) and actor.pk not in (ring.first_id, ring.second_id)


def can_decide(actor: Actor, post: Post) -> bool:
    """Moderators, never about their own posts."""
    return is_moderator(actor) and not is_author(actor, post) and post.state != State.PURGED


def can_take(actor: Actor, post: Post, action: DecisionAction) -> bool:
    """Whether this decision is possible for this moderator in the post's present state."""
    if not can_decide(actor, post):
        return False
    to = STATE_AFTER.get(action)
    return to is None or can_change_state(actor, post, to)
