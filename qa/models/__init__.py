"""What only questions and answers have, a module a table."""

from qa.models.agreement import WEIGHT, Agreement, Stance
from qa.models.answer import Answer, Correction, Evidence
from qa.models.found_answer import FoundAnswer
from qa.models.intake import Intake, PrivateDetails
from qa.models.question import CloseReason, Question
from qa.models.red_flag import RedFlag, Source, Urgency

__all__ = [
    "WEIGHT", "Agreement", "Answer", "CloseReason", "Correction", "Evidence", "FoundAnswer", "Intake", "PrivateDetails",
    "Question", "RedFlag", "Source", "Stance", "Urgency",
]  # fmt: skip
