"""What only questions and answers have, a module a table."""

from qa.models.agreement import WEIGHT, Agreement, Stance
from qa.models.answer import Answer
from qa.models.question import AgeBand, CloseReason, Question

__all__ = ["WEIGHT", "AgeBand", "Agreement", "Answer", "CloseReason", "Question", "Stance"]
