"""Who may report posts and who decides about them."""

from accounts.rules import Actor, can_write, is_administrator, is_moderator
from moderation.models import STATE_AFTER, DecisionAction, FlagReason, Unmasking, VoteRing
from posts.kinds import Kind, State
from posts.models import Post
from posts.rules import can_change_state, is_author

# What waits for a first look is published or not; the others are for what was public before.
ONLY_ABOUT = (DecisionAction.APPROVE, DecisionAction.DISMISS, DecisionAction.RESTORE)


def can_flag(actor: Actor, post: Post) -> bool:
    """Anyone who may write, about public posts of others."""
    return can_write(actor) and post.is_public and not is_author(actor, post)


def can_flag_as(post: Post, reason: FlagReason) -> bool:
    """Only questions were asked before, and only answers do not answer."""
    if reason == FlagReason.DUPLICATE:
        return post.kind == Kind.QUESTION
    return reason != FlagReason.NOT_AN_ANSWER or post.kind == Kind.ANSWER


def can_see_queue(actor: Actor) -> bool:
    return is_moderator(actor)


def can_keep_lists(actor: Actor) -> bool:
    """Moderators, because a wave of spam does not wait."""
    return is_moderator(actor)


def can_change_screening(actor: Actor) -> bool:
    """Administrators: a threshold concerns everybody who writes."""
    return is_administrator(actor)


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
    if action in ONLY_ABOUT and (post.state == State.PENDING) != (action == DecisionAction.APPROVE):
        return False
    to = STATE_AFTER.get(action)
    if to == post.state == State.HIDDEN:
        return True  # what reports have hidden, a person confirms
    return to is None or can_change_state(actor, post, to)


def can_ask_to_unmask(actor: Actor, post: Post) -> bool:
    """Moderators, about masks that are not their own."""
    return is_moderator(actor) and post.is_masked and not is_author(actor, post)


def can_agree_to_unmask(actor: Actor, post: Post, unmasking: Unmasking) -> bool:
    """A second moderator, who did not ask for it."""
    return (
        can_ask_to_unmask(actor, post) and unmasking.agreed_at is None and unmasking.asked_by_id != actor.pk
    )


def can_look_behind_mask(actor: Actor, post: Post, unmasking: Unmasking) -> bool:
    """The two who agreed, for as long as that holds."""
    is_one_of_them = actor.pk in (unmasking.asked_by_id, unmasking.agreed_by_id)
    return can_ask_to_unmask(actor, post) and is_one_of_them and unmasking.is_open_to_look
