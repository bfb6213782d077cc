"""What only questions and answers have, a module a table."""

from qa.models.agreement import WEIGHT, Agreement, Stance
from qa.models.answer import Answer, Correction, Evidence
from qa.models.desk import Claim, DeskSettings, Paragraph, Referral
from qa.models.intake import Intake, PrivateDetails
from qa.models.outcome import Outcome
from qa.models.question import CloseReason, Question
from qa.models.reaction import Reaction, ReactionKind

__all__ = [
    "WEIGHT", "Agreement", "Answer", "Claim", "CloseReason", "Correction", "DeskSettings", "Evidence", "Intake",
    "Outcome", "Paragraph", "PrivateDetails", "Question", "Reaction", "ReactionKind", "Referral", "Stance",
]  # fmt: skip
