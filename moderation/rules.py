"""Who may report posts and who decides about them."""

from django.utils import timezone

from accounts.models import User
from accounts.rules import Actor, can_suspend, can_use, is_administrator, is_moderator
from accounts.suspensions import Ability
from moderation.deeds import fits
from moderation.models import (
    HARMLESS,
    STATE_AFTER,
    UNDO_LASTS,
    Appeal,
    AuthorWarning,
    Batch,
    Decision,
    DecisionAction,
    FlagReason,
    Purge,
    ReviewItem,
    Unmasking,
    VoteRing,
)
from posts.guest_addresses import is_guest
from posts.kinds import Kind, State
from posts.models import Post
from posts.rules import can_change_state, is_author, wrote_as_guest

# What waits for a first look is published or not; the others are for what was public before.
ONLY_ABOUT = (DecisionAction.APPROVE, DecisionAction.DISMISS, DecisionAction.RESTORE)


def can_flag(actor: Actor, post: Post) -> bool:
    """Anyone who may write, about public posts of others."""
    return can_use(actor, Ability.FLAG) and post.is_public and not is_author(actor, post)


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


def is_own(actor: Actor, post: Post) -> bool:
    """Whether the actor wrote the post, with an account or as a guest."""
    return is_author(actor, post) or wrote_as_guest(actor, post)


def can_decide(actor: Actor, post: Post) -> bool:
    """Moderators, never about their own posts."""
    return is_moderator(actor) and not is_own(actor, post) and post.state != State.PURGED


def can_take(actor: Actor, post: Post, action: DecisionAction) -> bool:
    """Whether this decision is possible for this moderator in the post's present state."""
    if not can_decide(actor, post):
        return False
    if action in ONLY_ABOUT and (post.state == State.PENDING) != (action == DecisionAction.APPROVE):
        return False
    if action == DecisionAction.REVIEWED:
        return True
    if action == DecisionAction.RESTORE and post.state not in (State.HIDDEN, State.DELETED):
        return False
    to = STATE_AFTER.get(action)
    if to is not None:
        # What reports have hidden, a person confirms.
        return to == post.state == State.HIDDEN or can_change_state(actor, post, to)
    return action == DecisionAction.DISMISS or _can_do(actor, post, action)


def _can_do(actor: Actor, post: Post, action: DecisionAction) -> bool:
    """Whether an action that changes no state fits the post; staff are warned and suspended by administrators."""
    is_about_author = action in (DecisionAction.WARN, DecisionAction.SUSPEND)
    return fits(post, action) and (not is_about_author or can_suspend(actor, post.author))


def can_suspend_over(actor: Actor, person: User, post: Post) -> bool:
    """Whom the moderator may suspend, over what they wrote; a mask is not lifted by it."""
    is_theirs = is_author(person, post) and not post.is_masked
    return can_suspend(actor, person) and is_theirs and can_take(actor, post, DecisionAction.SUSPEND)


def can_decide_at_once(actor: Actor, post: Post, action: DecisionAction) -> bool:
    """What one moderator does alone; erasing for good takes a second person."""
    return action != DecisionAction.PURGE and can_take(actor, post, action)


def can_claim(actor: Actor, item: ReviewItem) -> bool:
    """Moderators, what waits and is not their own; a colleague's claim can be taken over."""
    return item.is_open and can_decide(actor, item.post)


def can_undo(actor: Actor, post: Post, decision: Decision) -> bool:
    """Moderators, about posts of others, for thirty days; what was erased only administrators bring back."""
    if not is_moderator(actor) or is_own(actor, post) or not decision.can_still_be_undone:
        return False
    return decision.action != DecisionAction.PURGE or is_administrator(actor)


def can_agree_to_purge(actor: Actor, post: Post, purge: Purge) -> bool:
    """A second moderator, who did not ask for it."""
    return can_decide(actor, post) and purge.agreed_at is None and purge.asked_by_id != actor.pk


def can_decide_many(actor: Actor) -> bool:
    return is_moderator(actor)


def can_clean_up(actor: Actor, person: User) -> bool:
    """Moderators, never themselves; staff are left to administrators one post at a time."""
    return can_suspend(actor, person) and not person.roles and not person.is_former


def can_undo_batch(actor: Actor, batch: Batch) -> bool:
    """Moderators, for thirty days; nobody undoes what was done to themselves."""
    if not is_moderator(actor) or not batch.is_finished or batch.undone_at is not None:
        return False
    return batch.person_id != actor.pk and timezone.now() - batch.at < UNDO_LASTS


def can_read_decision(actor: Actor, decision: Decision) -> bool:
    """Whose post it is, suspended or not, and moderators."""
    return is_moderator(actor) or is_author(actor, decision.post)


def can_appeal(actor: Actor, decision: Decision) -> bool:
    """The author, once, within the time; suspended or warned people too: it is no writing in public."""
    return is_author(actor, decision.post) and actor.is_active and _takes_appeals(decision)


def can_appeal_as_guest(decision: Decision) -> bool:
    """Whoever holds the link of a guest's comment, like an author; the caller knows the link and the address."""
    return decision.post.is_by_guest and _takes_appeals(decision)


def _takes_appeals(decision: Decision) -> bool:
    """What took something, holds, and was decided lately."""
    if decision.action in HARMLESS or decision.is_undone:
        return False
    return timezone.now() < decision.appeal_until


def can_answer_appeal(actor: Actor, appeal: Appeal) -> bool:
    """A moderator who neither decided nor is the author."""
    if not is_moderator(actor) or not appeal.is_open or actor.pk in (appeal.against_id, appeal.author_id):
        return False
    return not is_guest(actor, appeal.guest_hash)


def can_confirm_warning(actor: Actor, warning: AuthorWarning) -> bool:
    """Whoever was warned, while it holds."""
    return actor.is_authenticated and actor.pk == warning.person_id and warning.taken_back_at is None


def can_read_record(actor: Actor) -> bool:
    """Who may search and export the record of who did what."""
    return is_administrator(actor)


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
