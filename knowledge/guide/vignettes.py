"""Written cases with the outcome that a clinician expects, to test the guide's rules with."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.guide.answers import clean_answers
from knowledge.guide.data import Guide
from knowledge.guide.engine import Outcome, assess
from lib.yaml_nodes import Node, read_yaml


@dataclass(frozen=True)
class Vignette:
    """One case; what is expected is None where its file does not say."""

    id: str
    text: str
    answers: dict[str, list[str]]
    urgency: str | None
    expects_type: bool
    top_type: str | None


@dataclass(frozen=True)
class Verdict:
    """What the guide made of a case."""

    vignette: Vignette
    outcome: Outcome
    unknown: list[str]

    @property
    def types(self) -> list[str]:
        return [candidate.type.id for candidate in self.outcome.candidates]

    @property
    def top_type(self) -> str | None:
        return next(iter(self.types), None)

    @property
    def has_right_urgency(self) -> bool:
        return self.vignette.urgency in (None, self.outcome.urgency.id)

    @property
    def has_right_type(self) -> bool:
        return not self.vignette.expects_type or self.vignette.top_type == self.top_type


def read_vignettes(path: Path) -> list[Vignette]:
    """Return the cases of a file; raises DataError or OSError."""
    return [_vignette(node) for node in read_yaml(path).fields("vignettes")["vignettes"].entries()]


def _vignette(node: Node) -> Vignette:
    fields = _whatever(node, "id", "answers")
    expect = _whatever(fields["expect"]) if "expect" in fields else {}
    return Vignette(
        id=str(fields["id"].value),
        text=fields["text"].text() if "text" in fields else "",
        answers={question: _texts(answer) for question, answer in _whatever(fields["answers"]).items()},
        urgency=expect["urgency"].text() if "urgency" in expect else None,
        expects_type="top_type" in expect,
        top_type=expect["top_type"].text() if "top_type" in expect and expect["top_type"].value else None,
    )


def _whatever(node: Node, *needed: str) -> dict[str, Node]:
    """Return the values of a mapping that may have more keys than we know."""
    return node.fields(*needed, optional=node.value if isinstance(node.value, dict) else ())


def _texts(node: Node) -> list[str]:
    """Return an answer, be it one text or a list of them."""
    return (
        [entry.text() for entry in node.entries(may_be_empty=True)]
        if isinstance(node.value, list)
        else [node.text()]
    )


def judge_vignette(guide: Guide, vignette: Vignette) -> Verdict:
    answers = clean_answers(guide, vignette.answers)
    unknown = [
        f"{question}: {option}"
        for question, options in vignette.answers.items()
        for option in options
        if not (asked := guide.find(question)) or not asked.chosen([option])
    ]
    return Verdict(vignette, assess(guide, answers), unknown)


def count_right(rights: Sequence[bool]) -> str:
    """Return for example '25 of 26 (96 %)'."""
    share = f" ({100 * sum(rights) // len(rights)} %)" if rights else ""
    return f"{sum(rights)} of {len(rights)}{share}"
