"""Reports of posts, the queue that they form, and what moderators decided; a module a table."""

from moderation.models.appeal import Appeal, AppealOutcome
from moderation.models.batch import Batch, BatchAction
from moderation.models.decision import AGAINST, HARMLESS, STATE_AFTER, UNDO_LASTS, Decision, DecisionAction
from moderation.models.flag import URGENT_REASONS, Flag, FlagReason
from moderation.models.keepsake import Keepsake
from moderation.models.monthly_report import MonthlyReport
from moderation.models.purge import Purge
from moderation.models.review_item import CLAIM_LASTS, ItemKind, ReviewItem
from moderation.models.screening_memory import ApprovedText, RemovedText, WordingModel
from moderation.models.screening_result import SCORE_MAX, Screening
from moderation.models.screening_rule import Mode, ScreeningRule, Simulation
from moderation.models.unmasking import LOOK_LASTS, Unmasking
from moderation.models.vote_ring import VoteRing
from moderation.models.warning import AuthorWarning
from moderation.models.watched_entry import WatchedAction, WatchedEntry, WatchedKind

__all__ = [
    "AGAINST", "CLAIM_LASTS", "HARMLESS", "LOOK_LASTS", "SCORE_MAX", "STATE_AFTER", "UNDO_LASTS", "URGENT_REASONS",
    "Appeal", "AppealOutcome", "ApprovedText", "AuthorWarning", "Batch", "BatchAction", "Decision", "DecisionAction",
    "Flag", "FlagReason", "ItemKind", "Keepsake", "Mode", "MonthlyReport", "Purge", "RemovedText", "ReviewItem",
    "Screening", "ScreeningRule", "Simulation", "Unmasking", "VoteRing", "WatchedAction", "WatchedEntry", "WatchedKind",
    "WordingModel",
]  # fmt: skip
