"""Reads guide.yaml and refuses whatever does not fit together, naming the place."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from knowledge.guide.data import (
    AllOf,
    AnyOf,
    AskFields,
    Carry,
    Expression,
    Fallback,
    Guide,
    Link,
    Not,
    OneOf,
    RedFlag,
    Score,
    SpasmType,
    Urgency,
    UrgencyRule,
)
from knowledge.guide.pages import Page, known_pages
from knowledge.guide.vocabulary import read_contacts, read_questions, read_urgencies, refuse_twice
from lib.yaml_nodes import Node, read_yaml

GUIDE_FILE = Path(__file__).with_name("guide.yaml")
ROOT_KEYS = (
    "version", "title", "intro", "types_article", "min_score", "max_candidates", "urgency_levels", "questions",
    "ask", "red_flag_rules", "urgency_rules", "types", "fallback",
)  # fmt: skip


@cache
def get_guide() -> Guide:
    """Return the guide of this site, read once in the life of the process."""
    return load_guide(GUIDE_FILE, known_pages())


def load_guide(path: Path, pages: Mapping[str, Page]) -> Guide:
    """Return the guide in a file; raises DataError. Pages are the articles that it may link to."""
    return _Reader(read_yaml(path), pages).guide()


class _Reader:
    """Holds what the parts of a guide refer to while they are read one after the other."""

    def __init__(self, root: Node, pages: Mapping[str, Page]) -> None:
        self.fields = root.fields(*ROOT_KEYS)
        self.pages = pages
        self.used: set[str] = set()
        self.urgencies = read_urgencies(self.fields["urgency_levels"])
        self.questions = {question.id: question for question in read_questions(self.fields["questions"])}
        self.danger = next(iter(self.questions))

    def guide(self) -> Guide:
        fields = self.fields
        fields["version"].number(lowest=1)
        guide = Guide(
            title=fields["title"].text(),
            intro=fields["intro"].text(),
            min_score=fields["min_score"].number(lowest=1),
            max_candidates=fields["max_candidates"].number(lowest=1),
            questions=tuple(self.questions.values()),
            red_flags=tuple(self._red_flag(node) for node in fields["red_flag_rules"].entries()),
            urgency_rules=tuple(self._urgency_rule(node) for node in fields["urgency_rules"].entries()),
            types=tuple(self._type(node) for node in fields["types"].entries()),
            fallback=self._fallback(fields["fallback"]),
            ask=self._ask(fields["ask"]),
        )
        self._refuse_same_ids()
        self._refuse_unused_questions()
        return guide

    # ------------------------------------------------------------------ Rules

    def _red_flag(self, node: Node) -> RedFlag:
        fields = node.fields("id", "category", "urgency", "when", "advice", "articles", optional=["contacts"])
        return RedFlag(
            id=fields["id"].text(),
            category=fields["category"].text(),
            urgency=self._urgency(fields["urgency"]),
            when=self._expression(fields["when"]),
            advice=fields["advice"].text(),
            articles=self._links(fields["articles"]),
            contacts=read_contacts(fields.get("contacts")),
        )

    def _urgency_rule(self, node: Node) -> UrgencyRule:
        fields = node.fields("id", "urgency", "when", "why")
        return UrgencyRule(
            id=fields["id"].text(),
            urgency=self._urgency(fields["urgency"]),
            when=self._expression(fields["when"]),
            why=fields["why"].text(),
        )

    def _type(self, node: Node) -> SpasmType:
        fields = node.fields(
            "id", "label", "anchor", "floor", "rules", "do_now", "get_help", "articles", optional=["veto"]
        )
        scores = tuple(self._score(entry) for entry in fields["rules"].entries())
        if sum(max(score.points, 0) for score in scores) < self.fields["min_score"].number():
            raise fields["rules"].error("no answers reach min_score, so this type can never be shown")
        return SpasmType(
            id=fields["id"].text(),
            label=fields["label"].text(),
            section=self._section(fields["anchor"]),
            floor=self._urgency(fields["floor"]),
            veto=self._expression(fields["veto"], may_alarm=False) if "veto" in fields else None,
            scores=scores,
            do_now=fields["do_now"].text(),
            get_help=fields["get_help"].text(),
            articles=self._links(fields["articles"]),
        )

    def _score(self, node: Node) -> Score:
        fields = node.fields("if", "points", "why")
        return Score(
            when=self._expression(fields["if"], may_alarm=False),
            points=fields["points"].number(),
            why=fields["why"].text(may_be_empty=True),
        )

    def _fallback(self, node: Node) -> Fallback:
        fields = node.fields("id", "label", "urgency", "text", "articles")
        return Fallback(
            id=fields["id"].text(),
            label=fields["label"].text(),
            urgency=self._urgency(fields["urgency"]),
            text=fields["text"].text(),
            articles=self._links(fields["articles"]),
        )

    def _ask(self, node: Node) -> AskFields:
        fields = node.fields("place", "carry")
        carry = tuple(self._carry(entry) for entry in fields["carry"].entries())
        return AskFields(place=self._question_id(fields["place"]), carry=carry)

    def _carry(self, node: Node) -> Carry:
        fields = node.fields("question", "field", "label", "values")
        question = self._question_id(fields["question"])
        if question == self.danger:
            raise fields["question"].error("danger signs are never carried into a question")
        values = fields["values"].named()
        for option, value in values.items():
            self._option_id(value.part(option, ""), question)
        return Carry(
            question=question,
            field=fields["field"].text(),
            label=fields["label"].text(),
            values={option: value.text() for option, value in values.items()},
        )

    # ------------------------------------------------------------------ Expressions and references

    def _expression(self, node: Node, *, may_alarm: bool = True) -> Expression:
        """Return an expression; where `may_alarm` is false, it must not ask for danger signs."""
        kind = next(iter(node.value), None) if isinstance(node.value, dict) else None
        if kind == "all":
            return AllOf(self._parts(node, "all", may_alarm))
        if kind == "any":
            return AnyOf(self._parts(node, "any", may_alarm))
        if kind == "not":
            return Not(self._expression(node.fields("not")["not"], may_alarm=False))
        fields = node.fields("q", "in")
        question = self._question_id(fields["q"])
        if question == self.danger and not may_alarm:
            raise fields["q"].error(
                f"'{question}' may only make things more urgent: not in types, not under 'not'"
            )
        self.used.add(question)
        return OneOf(question, frozenset(self._option_id(one, question) for one in fields["in"].entries()))

    def _parts(self, node: Node, key: str, may_alarm: bool) -> tuple[Expression, ...]:
        parts = node.fields(key)[key].entries()
        return tuple(self._expression(part, may_alarm=may_alarm) for part in parts)

    def _question_id(self, node: Node) -> str:
        return node.one_of(self.questions, "question")

    def _option_id(self, node: Node, question: str) -> str:
        option = node.text()
        if not self.questions[question].chosen([option]):
            raise node.error(f"unknown option '{option}' of question '{question}'")
        return option

    def _urgency(self, node: Node) -> Urgency:
        return self.urgencies[node.one_of(self.urgencies, "urgency")]

    def _links(self, node: Node) -> tuple[Link, ...]:
        return tuple(self._link(entry, entry.text()) for entry in node.entries(may_be_empty=True))

    def _section(self, node: Node) -> Link:
        return self._link(node, f"{self.fields['types_article'].text()}#{node.text()}")

    def _link(self, node: Node, target: str) -> Link:
        slug, _, anchor = target.partition("#")
        page = self.pages.get(slug)
        if page is None:
            raise node.error(f"unknown article '{slug}'")
        if anchor and anchor not in page.headings:
            raise node.error(f"unknown heading '{anchor}' of article '{slug}'")
        return Link(slug, anchor, page.title, page.headings.get(anchor, ""))

    # ------------------------------------------------------------------ The whole

    def _refuse_same_ids(self) -> None:
        lists = ("red_flag_rules", "urgency_rules", "types")
        nodes = [entry for key in lists for entry in self.fields[key].entries()] + [self.fields["fallback"]]
        refuse_twice(Node(node.value["id"], node.file, f"{node.place}.id") for node in nodes)  # type: ignore[index]

    def _refuse_unused_questions(self) -> None:
        for node in self.fields["questions"].entries():
            question = node.value["id"]  # type: ignore[index]
            if question not in self.used and question != self.danger:
                raise node.error(f"no rule uses the answers to '{question}', so it need not be asked")
