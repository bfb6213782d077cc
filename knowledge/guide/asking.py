"""What "Ask about this" carries into the form of a question: place, length, frequency, everyday triggers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from knowledge.guide.data import NONE, Guide, Option
from knowledge.guide.engine import Answers

# What the fields of the form take.
LINE_MAX = 80
TRIGGERS_MAX = 160
BODY_MAX = 1000


@dataclass(frozen=True)
class Carried:
    """A field of the form, what is put into it, and how the person is told so before."""

    field: str
    value: str
    label: str
    text: str


def carried_into_question(guide: Guide, answers: Answers) -> list[Carried]:
    """Return what the form starts with; danger signs, medicines and illnesses are never among it."""
    ask = guide.ask
    lines = [
        ("lasts", ask.lasts, LINE_MAX, _("One episode lasts")),
        ("frequency", ask.frequency, LINE_MAX, _("How often")),
        ("triggers", ask.triggers, TRIGGERS_MAX, _("Before it started")),
    ]
    carried = _place(_chosen(guide, answers, ask.place))
    for field, question, longest, label in lines:
        if text := _words(_chosen(guide, answers, question), longest):
            carried.append(Carried(field, text, label, text))
    return carried


def _place(options: list[Option]) -> list[Carried]:
    """One place of the body figure has a field of its own; several can only be said in words."""
    text = _words(options, BODY_MAX)
    if len(options) == 1 and options[0].body_site:
        return [Carried("body_site", options[0].body_site, _("Place"), text)]
    body = _("Where: %(places)s.") % {"places": text}
    return [Carried("body", body, _("Place"), text)] if text else []


def _chosen(guide: Guide, answers: Answers, question_id: str) -> list[Option]:
    question = guide.find(question_id)
    options = question.chosen(answers.get(question_id, ())) if question else []
    return [option for option in options if option.id != NONE and option.id not in guide.ask.private]


def _words(options: Iterable[Option], longest: int) -> str:
    """Return as many labels as there is room for."""
    words = ""
    for option in options:
        longer = f"{words}; {option.label}" if words else option.label
        if len(longer) <= longest:
            words = longer
    return words
