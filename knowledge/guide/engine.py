"""Evaluates the guide's rules for given answers, in the order of work that heads guide.yaml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.guide.data import (
    EMERGENCY,
    AllOf,
    AnyOf,
    Expression,
    Fallback,
    Guide,
    Not,
    OneOf,
    RedFlag,
    SpasmType,
    Urgency,
    UrgencyRule,
)

type Answers = Mapping[str, frozenset[str]]
NO_ANSWER: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """A type that fits, with what spoke for it and against it in words."""

    type: SpasmType
    score: int
    reasons: tuple[str, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What the answers lead to; an emergency has neither types nor a fallback."""

    urgency: Urgency
    red_flags: tuple[RedFlag, ...]
    urgency_rules: tuple[UrgencyRule, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    fallback: Fallback | None = None

    @property
    def is_emergency(self) -> bool:
        return self.urgency.id == EMERGENCY

    @property
    def alarms(self) -> tuple[RedFlag, ...]:
        """The red flags that are as urgent as the outcome."""
        return tuple(flag for flag in self.red_flags if flag.urgency == self.urgency)

    @property
    def is_decided_by_type(self) -> bool:
        """Whether it is this urgent only because of the likeliest type."""
        others = [flag.urgency for flag in self.red_flags] + [rule.urgency for rule in self.urgency_rules]
        top = self.candidates[0].type if self.candidates else None
        return top is not None and top.floor == self.urgency and self.urgency not in others


def holds(expression: Expression, answers: Answers) -> bool:
    """Return whether an expression is true of the answers."""
    match expression:
        case OneOf(question, options):
            return not options.isdisjoint(answers.get(question, NO_ANSWER))
        case AllOf(parts):
            return all(holds(part, answers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)


def assess(guide: Guide, answers: Answers) -> Outcome:
    """Return the outcome of the answers, however few they are."""
    red_flags = sorted(
        (flag for flag in guide.red_flags if holds(flag.when, answers)), key=lambda flag: -flag.urgency.rank
    )
    if red_flags and red_flags[0].urgency.id == EMERGENCY:
        return Outcome(red_flags[0].urgency, tuple(red_flags))
    rules = tuple(rule for rule in guide.urgency_rules if holds(rule.when, answers))
    candidates = rank_types(guide, answers)
    least = candidates[0].type.floor if candidates else guide.fallback.urgency
    return Outcome(
        urgency=most_urgent(
            [least, *(flag.urgency for flag in red_flags), *(rule.urgency for rule in rules)]
        ),
        red_flags=tuple(red_flags),
        urgency_rules=rules,
        candidates=candidates,
        fallback=None if candidates else guide.fallback,
    )


def rank_types(guide: Guide, answers: Answers) -> tuple[Candidate, ...]:
    """Return the types that reach the guide's least score, highest first; ties stay in the guide's order."""
    candidates = [
        judge(kind, answers) for kind in guide.types if kind.veto is None or not holds(kind.veto, answers)
    ]
    fitting = [candidate for candidate in candidates if candidate.score >= guide.min_score]
    fitting.sort(key=lambda candidate: -candidate.score)
    return tuple(fitting[: guide.max_candidates])


def judge(kind: SpasmType, answers: Answers) -> Candidate:
    """Return how well a type fits the answers."""
    matched = [score for score in kind.scores if holds(score.when, answers)]
    return Candidate(
        type=kind,
        score=sum(score.points for score in matched),
        reasons=tuple(score.why for score in matched if score.why and score.points > 0),
        doubts=tuple(score.why for score in matched if score.why and score.points < 0),
    )


def most_urgent(urgencies: Iterable[Urgency]) -> Urgency:
    return max(urgencies, key=lambda urgency: urgency.rank)
