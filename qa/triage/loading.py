"""Reads rules.yaml and refuses whatever does not fit together, naming the place."""

from functools import cache
from pathlib import Path
from re import Pattern

from lib.yaml_nodes import read_yaml
from qa.triage.nodes import RuleNode
from qa.triage.phrases import PhraseError, compile_phrases
from qa.triage.rulebook import CATEGORIES, URGENCIES, Context, Negation, Rule, Rulebook

RULES_FILE = Path(__file__).with_name("rules.yaml")
NEGATION = ("cues", "not_cues", "inside", "after", "ends")
CONTEXT = ("past", "present", "information", "cleared", "fiction")
ROOT = ("version", "words", "signs", "rules", "idioms", "negation", *CONTEXT)


@cache
def get_rulebook() -> Rulebook:
    """Return the rules of this site, read once in the life of the process."""
    return load_rulebook(RULES_FILE)


def load_rulebook(path: Path) -> Rulebook:
    """Return the rules in a file; raises DataError."""
    return _Reader(read_yaml(path, RuleNode)).rulebook()


class _Reader:
    """Holds the word lists that the phrases refer to."""

    def __init__(self, root: RuleNode) -> None:
        self.fields = root.fields(*ROOT)
        self.words = {name: node.text() for name, node in self.fields["words"].named().items()}

    def rulebook(self) -> Rulebook:
        fields = self.fields
        signs = {name: self.pattern(node) for name, node in fields["signs"].named().items()}
        rulebook = Rulebook(
            version=fields["version"].number(),
            signs=signs,
            rules=tuple(read_rule(node, signs) for node in fields["rules"].entries()),
            idioms=self.pattern(fields["idioms"]),
            negation=Negation(**self.patterns(fields["negation"].fields(*NEGATION))),
            context=Context(**self.patterns({name: fields[name] for name in CONTEXT})),
        )
        self.refuse_leftovers(rulebook)
        return rulebook

    def patterns(self, nodes: dict[str, RuleNode]) -> dict[str, Pattern[str]]:
        return {name: self.pattern(node) for name, node in nodes.items()}

    def pattern(self, node: RuleNode) -> Pattern[str]:
        phrases = []
        for entry in node.entries():
            phrases.append(entry.text())
            try:
                compile_phrases([phrases[-1]], self.words)
            except PhraseError as error:
                raise entry.error(str(error)) from None
        return compile_phrases(phrases, self.words)

    def refuse_leftovers(self, rulebook: Rulebook) -> None:
        """Refuse ids that stand twice and signs that no rule uses: both are slips of the pen."""
        seen = set()
        for position, rule in enumerate(rulebook.rules):
            if rule.id in seen:
                raise self.fields["rules"].entries()[position].error(f"id '{rule.id}' stands twice")
            seen.add(rule.id)
        used = {sign for rule in rulebook.rules for group in rule.all for sign in group}
        for name, node in self.fields["signs"].named().items():
            if name not in used:
                raise node.error("no rule uses this sign")


def read_rule(node: RuleNode, signs: dict[str, Pattern[str]]) -> Rule:
    """Return a rule whose signs exist."""
    fields = node.fields("id", "category", "urgency", "all")
    return Rule(
        id=fields["id"].text(),
        category=fields["category"].one_of(CATEGORIES, "category"),
        urgency=fields["urgency"].one_of(URGENCIES, "urgency"),
        all=tuple(read_group(entry, signs) for entry in fields["all"].entries()),
    )


def read_group(node: RuleNode, signs: dict[str, Pattern[str]]) -> tuple[str, ...]:
    """Return the names in `one | another`, each of which is a sign."""
    names = tuple(name.strip() for name in node.text().split("|"))
    for name in names:
        if name not in signs:
            raise node.error(f"unknown sign '{name}'")
    return names
