"""What only questions and answers have, a module a table."""

from qa.models.agreement import WEIGHT, Agreement, Stance
from qa.models.answer import Answer, Correction, Evidence
from qa.models.found_answer import FoundAnswer
from qa.models.intake import Intake, PrivateDetails
from qa.models.merge import Merge
from qa.models.question import Question
from qa.models.red_flag import RedFlag, Source, Urgency
from qa.standing import CloseReason, Standing

__all__ = [
    "WEIGHT",
    "Agreement",
    "Answer",
    "CloseReason",
    "Correction",
    "Evidence",
    "FoundAnswer",
    "Intake",
    "Merge",
    "PrivateDetails",
    "Question",
    "RedFlag",
    "Source",
    "Stance",
    "Standing",
    "Urgency",
]
