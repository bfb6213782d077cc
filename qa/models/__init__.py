"""What only questions and answers have, a module a table."""

from qa.models.agreement import WEIGHT, Agreement, Stance
from qa.models.answer import Answer
from qa.models.merge import Merge
from qa.models.question import AgeBand, Question
from qa.standing import CloseReason, Standing

__all__ = [
    "WEIGHT",
    "AgeBand",
    "Agreement",
    "Answer",
    "CloseReason",
    "Merge",
    "Question",
    "Stance",
    "Standing",
]
