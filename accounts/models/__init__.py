"""The tables of people and what they are allowed to be."""

from accounts.models.credential import ExpertCredential
from accounts.models.reputation import BadgeAward, Cause, ReputationEvent
from accounts.models.user import User

__all__ = ["BadgeAward", "Cause", "ExpertCredential", "ReputationEvent", "User"]
