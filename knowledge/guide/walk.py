"""The way through the guide: from the answers and the buttons of one page to the next page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from knowledge.guide.answers import clean_answers, problem_with
from knowledge.guide.data import NONE, Guide, Option, Question
from knowledge.guide.engine import Answers, Outcome, assess

RESULT = "result"


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question with the answers given to it, if any."""

    question: Question
    options: list[Option]


@dataclass(frozen=True)
class Stop:
    """A page of the walk: a question, with its problem if the answer cannot be taken, or the outcome after it."""

    guide: Guide
    answers: Answers
    question: Question
    problem: str = ""
    outcome: Outcome | None = None

    @property
    def number(self) -> int:
        return self.guide.number(self.question)

    @property
    def previous(self) -> Question | None:
        return self.guide.before(self.question)

    @property
    def chosen(self) -> frozenset[str]:
        """The options of this page's question that are chosen."""
        return self.answers.get(self.question.id, frozenset())

    @property
    def danger_signs(self) -> list[Option]:
        """The danger signs that are ticked."""
        danger = self.guide.danger
        return [option for option in danger.chosen(self.answers.get(danger.id, ())) if option.id != NONE]

    @property
    def answered(self) -> list[AnsweredQuestion]:
        """The questions with an answer, in order."""
        return [row for row in self.all_questions if row.options]

    @property
    def all_questions(self) -> list[AnsweredQuestion]:
        """All questions, also those that were left open."""
        return [
            AnsweredQuestion(question, question.chosen(self.answers.get(question.id, ())))
            for question in self.guide.questions
        ]

    @property
    def others(self) -> list[AnsweredQuestion]:
        """What the form of this page's question has to carry along."""
        return [answered for answered in self.answered if answered.question != self.question]


def first_stop(guide: Guide) -> Stop:
    return Stop(guide, {}, guide.danger)


def next_stop(guide: Guide, given: Mapping[str, Collection[str]], *, here: str, to: str) -> Stop:
    """Return the page that follows.

    `here` is the question that was shown, `to` the one to go to, "result", or empty for the next one. Going to a
    question never fails; going on needs an answer that can be read, and ends where the answers are an emergency.
    """
    answers = clean_answers(guide, given)
    if wanted := guide.find(to):
        return Stop(guide, answers, wanted)
    question = guide.find(here)
    if question is None:
        return Stop(guide, answers, guide.danger)
    # The signs of danger may have got lost on the way: without them nothing can be said.
    for asked in (question, guide.danger):
        if problem := problem_with(guide, asked, given.get(asked.id, ())):
            return Stop(guide, answers, asked, problem)
    outcome = assess(guide, answers)
    following = guide.after(question)
    if outcome.is_emergency or following is None or to == RESULT:
        return Stop(guide, answers, question, outcome=outcome)
    return Stop(guide, answers, following)
