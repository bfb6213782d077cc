"""The tables of people and what they are allowed to be."""

from accounts.models.credential import ExpertCredential
from accounts.models.former_handle import FormerHandle
from accounts.models.person_mute import PersonMute
from accounts.models.user import User

__all__ = ["ExpertCredential", "FormerHandle", "PersonMute", "User"]
