"""What only questions and answers have, a module a table."""

from qa.models.agreement import WEIGHT, Agreement, Stance
from qa.models.answer import Answer, Correction, Evidence
from qa.models.desk import Claim, DeskSettings, Paragraph, Referral
from qa.models.found_answer import FoundAnswer
from qa.models.intake import Intake, PrivateDetails
from qa.models.merge import Merge
from qa.models.outcome import Outcome
from qa.models.question import Question
from qa.models.reaction import Reaction, ReactionKind
from qa.models.red_flag import RedFlag, Source, Urgency
from qa.standing import CloseReason, Standing

__all__ = [
    "WEIGHT", "Agreement", "Answer", "Claim", "CloseReason", "Correction", "DeskSettings", "Evidence", "FoundAnswer",
    "Intake", "Merge", "Outcome", "Paragraph", "PrivateDetails", "Question", "Reaction", "ReactionKind", "RedFlag",
    "Referral", "Source", "Stance", "Standing", "Urgency",
]  # fmt: skip
