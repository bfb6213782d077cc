"""What the answers of an intake say about danger: rules as data, and the signs of the calm question."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lib.body_sites import BodySite, Side
from lib.yaml_nodes import read_yaml
from qa.intake.fields import FIELDS, PAIN_MOST, PLACE
from qa.triage.nodes import RuleNode
from qa.triage.rulebook import CATEGORIES, URGENCIES

RULES_FILE = Path(__file__).with_name("intake_rules.yaml")
# Raises no alarm; the calm question is asked.
ASK = "ask"

type Facts = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Advice:
    """What to do, said to the person, or to somebody who asks for another."""

    you: str
    other: str


@dataclass(frozen=True)
class DangerSign:
    """One sign of the calm question."""

    id: str
    category: str
    urgency: str
    label: str


@dataclass(frozen=True)
class IntakeRule:
    """Holds when each condition holds: one of these answers was given to this field."""

    id: str
    category: str
    urgency: str
    when: tuple[tuple[str, frozenset[str]], ...]

    def holds(self, facts: Facts) -> bool:
        return all(not answers.isdisjoint(facts.get(field, ())) for field, answers in self.when)


@dataclass(frozen=True)
class IntakeBook:
    version: int
    advice: dict[str, Advice]
    danger: tuple[DangerSign, ...]
    rules: tuple[IntakeRule, ...]

    def sign(self, sign_id: str) -> DangerSign | None:
        return next((sign for sign in self.danger if sign.id == sign_id), None)


def known_answers() -> dict[str, set[str]]:
    """Return the answers of each field that a rule can ask for."""
    answers = {one.name: set(one.choices.values) for one in FIELDS if one.choices}
    numbers = {str(number) for number in range(PAIN_MOST + 1)}
    return answers | {"pain": numbers, PLACE: set(BodySite.values), "side": set(Side.values)}


@cache
def get_intake_book() -> IntakeBook:
    """Return the rules of this site, read once in the life of the process."""
    return load_intake_book(RULES_FILE)


def load_intake_book(path: Path) -> IntakeBook:
    """Return the rules in a file; raises DataError."""
    fields = read_yaml(path, RuleNode).fields("version", "advice", "danger", "rules")
    advice = {name: read_advice(node) for name, node in fields["advice"].named().items()}
    if missing := [name for name in CATEGORIES if name not in advice]:
        raise fields["advice"].error(f"no advice for: {', '.join(missing)}")
    book = IntakeBook(
        version=fields["version"].number(),
        advice=advice,
        danger=tuple(read_sign(node, advice) for node in fields["danger"].entries()),
        rules=tuple(read_rule(node, advice) for node in fields["rules"].entries()),
    )
    refuse_twice(fields["danger"], [sign.id for sign in book.danger])
    refuse_twice(fields["rules"], [rule.id for rule in book.rules])
    return book


def read_advice(node: RuleNode) -> Advice:
    fields = node.fields("you", "other")
    return Advice(fields["you"].text(), fields["other"].text())


def read_sign(node: RuleNode, advice: Collection[str]) -> DangerSign:
    fields = node.fields("id", "category", "urgency", "label")
    return DangerSign(
        id=fields["id"].text(),
        category=fields["category"].one_of(advice, "category"),
        urgency=fields["urgency"].one_of(URGENCIES, "urgency"),
        label=fields["label"].text(),
    )


def read_rule(node: RuleNode, advice: Collection[str]) -> IntakeRule:
    fields = node.fields("id", "category", "urgency", "when")
    return IntakeRule(
        id=fields["id"].text(),
        category=fields["category"].one_of(advice, "category"),
        urgency=fields["urgency"].one_of([*URGENCIES, ASK], "urgency"),
        when=tuple(part for entry in fields["when"].entries() for part in read_condition(entry)),
    )


def read_condition(node: RuleNode) -> list[tuple[str, frozenset[str]]]:
    """Return (field, answers) of a mapping; fields and answers are those of the intake."""
    known, conditions = known_answers(), []
    for field, values in node.named().items():
        if field not in known:
            raise node.error(f"unknown field '{field}'")
        answers = [entry.one_of(known[field], "answer") for entry in values.entries()]
        conditions.append((field, frozenset(answers)))
    return conditions


def refuse_twice(node: RuleNode, ids: list[str]) -> None:
    for position, one in enumerate(ids):
        if one in ids[:position]:
            raise node.entries()[position].error(f"id '{one}' stands twice")
