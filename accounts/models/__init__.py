"""The tables of people and what they are allowed to be."""

from accounts.models.credential import ExpertCredential
from accounts.models.user import User

__all__ = ["ExpertCredential", "User"]
