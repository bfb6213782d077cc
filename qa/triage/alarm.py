"""The first net: readable rules that raise an alarm."""

from dataclasses import dataclass

from qa.triage.reading import Reading
from qa.triage.rulebook import URGENCIES, Rule, Rulebook


@dataclass(frozen=True)
class Alarm:
    """A rule that fired. `passage` is what somebody wrote: for moderators only, never for a log."""

    category: str
    urgency: str
    rule: str
    version: int
    passage: str


def raise_alarms(reading: Reading, book: Rulebook) -> tuple[Alarm, ...]:
    """Return one alarm a category, the most urgent first."""
    live = reading.live
    alarms: dict[str, Alarm] = {}
    for rule in sorted(book.rules, key=lambda rule: URGENCIES.index(rule.urgency)):
        if rule.category not in alarms and all(any(sign in live for sign in group) for group in rule.all):
            passage = passage_of(rule, reading)
            alarms[rule.category] = Alarm(rule.category, rule.urgency, rule.id, book.version, passage)
    return tuple(alarms.values())


def passage_of(rule: Rule, reading: Reading) -> str:
    """Return the words that made the rule fire."""
    live = reading.live
    signs = [next(sign for sign in group if sign in live) for group in rule.all]
    return " … ".join(dict.fromkeys(live[sign].passage for sign in signs))
