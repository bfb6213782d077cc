"""What the decision guide consists of; knowledge/guide/loading.py reads it from guide.yaml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

EMERGENCY = "emergency_now"
NONE = "none"  # the option that stands alone in a question with several answers
FORM_FIELDS = frozenset({"here", "to", "seen", "csrfmiddlewaretoken"})  # what else the form of a page sends


@dataclass(frozen=True)
class OneOf:
    """True when an answer to the question is among the options; an unanswered question never is."""

    question: str
    options: frozenset[str]


@dataclass(frozen=True)
class AllOf:
    """True when every part is."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class AnyOf:
    """True when at least one part is."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Not:
    """True when its part is not."""

    part: "Expression"


type Expression = OneOf | AllOf | AnyOf | Not


@dataclass(frozen=True)
class Contact:
    """A number to call or a page of those who help."""

    label: str
    url: str


@dataclass(frozen=True)
class Link:
    """An article, or one heading of it when `anchor` is not empty."""

    slug: str
    anchor: str
    title: str
    heading: str


@dataclass(frozen=True)
class Option:
    """One possible answer; `body_site` where it is a place of the body figure, `marker` its small picture."""

    id: str
    label: str
    body_site: str
    marker: str


@dataclass(frozen=True)
class Group:
    """Options that the page shows together, under a heading if the label is not empty."""

    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Question:
    """One question with its answers."""

    id: str
    text: str
    help: str
    is_multi: bool
    groups: tuple[Group, ...]

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(option for group in self.groups for option in group.options)

    @property
    def has_markers(self) -> bool:
        return any(option.marker for option in self.options)

    def chosen(self, ids: Iterable[str]) -> list[Option]:
        """Return the options with these ids, in the order of the page."""
        wanted = frozenset(ids)
        return [option for option in self.options if option.id in wanted]


@dataclass(frozen=True)
class Urgency:
    """How soon help is needed; the higher the rank, the sooner."""

    id: str
    rank: int
    label: str
    text: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class RedFlag:
    """A danger sign and what to do about it."""

    id: str
    category: str
    urgency: Urgency
    when: Expression
    advice: str
    articles: tuple[Link, ...]
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class UrgencyRule:
    """A reason to get help sooner that is no danger sign."""

    id: str
    urgency: Urgency
    when: Expression
    why: str


@dataclass(frozen=True)
class Score:
    """What speaks for a type (points above zero) or against it; `why` is empty when nothing is to be said."""

    when: Expression
    points: int
    why: str


@dataclass(frozen=True)
class SpasmType:
    """A kind of spasm: what speaks for it, the least urgency it has, and what to do."""

    id: str
    label: str
    section: Link
    floor: Urgency
    veto: Expression | None
    scores: tuple[Score, ...]
    do_now: str
    get_help: str
    articles: tuple[Link, ...]


@dataclass(frozen=True)
class Fallback:
    """What is said when no type fits."""

    id: str
    label: str
    urgency: Urgency
    text: str
    articles: tuple[Link, ...]


@dataclass(frozen=True)
class Carry:
    """Answers to a question that a field of the form of asking knows too: by option, what is chosen there."""

    question: str
    field: str
    label: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class AskFields:
    """What may be carried into the form of a question: the place, and answers; never danger signs."""

    place: str
    carry: tuple[Carry, ...]


@dataclass(frozen=True)
class Guide:
    """The whole guide; its questions are in order, the one about danger signs first."""

    title: str
    intro: str
    min_score: int
    max_candidates: int
    questions: tuple[Question, ...]
    red_flags: tuple[RedFlag, ...]
    urgency_rules: tuple[UrgencyRule, ...]
    types: tuple[SpasmType, ...]
    fallback: Fallback
    ask: AskFields

    @property
    def danger(self) -> Question:
        """The question about danger signs, the only one that must be answered."""
        return self.questions[0]

    def find(self, question_id: str) -> Question | None:
        return next((question for question in self.questions if question.id == question_id), None)

    def number(self, question: Question) -> int:
        """Return the place of a question, from 1."""
        return self.questions.index(question) + 1

    def before(self, question: Question) -> Question | None:
        index = self.questions.index(question)
        return self.questions[index - 1] if index else None

    def after(self, question: Question) -> Question | None:
        return next(iter(self.questions[self.number(question) :]), None)
