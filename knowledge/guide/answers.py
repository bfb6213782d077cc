"""Takes answers as they are sent, and keeps only what the guide asks for."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from knowledge.guide.data import NONE, Guide, Question
from knowledge.guide.engine import Answers


def clean_answers(guide: Guide, given: Mapping[str, Collection[str]]) -> Answers:
    """Return the answers that count; what the guide does not know is dropped."""
    cleaned = {question.id: clean(question, given.get(question.id, ())) for question in guide.questions}
    return {question: options for question, options in cleaned.items() if options}


def clean(question: Question, given: Collection[str]) -> frozenset[str]:
    """Return the options of a question that count; two answers to one that takes one are none."""
    known = frozenset(option.id for option in question.chosen(given))
    if question.is_multi:
        return known - {NONE} or known
    return known if len(known) == 1 else frozenset()


def problem_with(guide: Guide, question: Question, given: Collection[str]) -> str:
    """Say what is wrong with the answer to a question; empty when nothing is."""
    known = {option.id for option in question.options}
    if not set(given) <= known:
        return _("One of the answers is not known. Please choose again.")
    if not question.is_multi and len(set(given)) > 1:
        return _("Please choose only one answer.")
    if question == guide.danger and not given:
        return _("Please choose what fits, or the last answer if nothing does.")
    return ""
