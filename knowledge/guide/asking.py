"""What "Ask about this" carries into the form of a question: the place, and the answers that its intake knows too."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from knowledge.guide.data import NONE, Carry, Guide, Option
from knowledge.guide.engine import Answers


@dataclass(frozen=True)
class Carried:
    """A field of the form, what is chosen in it, and how the person is told so before."""

    field: str
    values: tuple[str, ...]
    label: str
    text: str


def carried_into_question(guide: Guide, answers: Answers) -> list[Carried]:
    """Return what the form starts with; danger signs are never among it."""
    carried = _place(_chosen(guide, answers, guide.ask.place))
    for one in guide.ask.carry:
        options = [option for option in _chosen(guide, answers, one.question) if option.id in one.values]
        if options:
            carried.append(_answer(one, options))
    return carried


def _answer(carry: Carry, options: list[Option]) -> Carried:
    values = tuple(dict.fromkeys(carry.values[option.id] for option in options))
    return Carried(carry.field, values, carry.label, _words(options))


def _place(options: list[Option]) -> list[Carried]:
    """One place of the body figure has a field of its own; several can only be said in words."""
    options = [option for option in options if option.id != NONE]
    text = _words(options)
    if len(options) == 1 and options[0].body_site:
        return [Carried("body_site", (options[0].body_site,), _("Place"), text)]
    body = _("Where: %(places)s.") % {"places": text}
    return [Carried("body", (body,), _("Place"), text)] if text else []


def _chosen(guide: Guide, answers: Answers, question_id: str) -> list[Option]:
    question = guide.find(question_id)
    return question.chosen(answers.get(question_id, ())) if question else []


def _words(options: Iterable[Option]) -> str:
    return "; ".join(option.label for option in options)
