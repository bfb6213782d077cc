"""The tables of people and what they are allowed to be."""

from accounts.models.application import ExpertApplication
from accounts.models.application_parts import ApplicationDocument, ApplicationOpinion
from accounts.models.credential import ExpertCredential
from accounts.models.data_export import DataExport, ExportState
from accounts.models.former_handle import FormerHandle
from accounts.models.person_mute import PersonMute
from accounts.models.reputation import BadgeAward, Cause, ReputationEvent
from accounts.models.user import User

__all__ = [
    "ApplicationDocument",
    "ApplicationOpinion",
    "BadgeAward",
    "Cause",
    "DataExport",
    "ExpertApplication",
    "ExpertCredential",
    "ExportState",
    "FormerHandle",
    "PersonMute",
    "ReputationEvent",
    "User",
]
