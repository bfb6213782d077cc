"""Reports of posts, the queue that they form, and what moderators decided; a module a table."""

from moderation.models.decision import STATE_AFTER, Decision, DecisionAction
from moderation.models.flag import URGENT_REASONS, Flag, FlagReason
from moderation.models.review_item import CLAIM_LASTS, ItemKind, ReviewItem
from moderation.models.unmasking import LOOK_LASTS, Unmasking
from moderation.models.vote_ring import VoteRing

__all__ = [
    "CLAIM_LASTS", "LOOK_LASTS", "STATE_AFTER", "URGENT_REASONS", "Decision", "DecisionAction", "Flag", "FlagReason",
    "ItemKind", "ReviewItem", "Unmasking", "VoteRing",
]  # fmt: skip
