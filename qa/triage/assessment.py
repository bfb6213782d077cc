"""Everything that speaks for danger in a question: the alarms of its text, of its intake, and ticked signs."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from qa.triage.intake_rules import ASK, Facts, get_intake_book
from qa.triage.loading import get_rulebook
from qa.triage.rulebook import URGENCIES
from qa.triage.screening import Screened, screen_once

# Where a finding comes from.
ALARM, INTAKE, SOFT = "alarm", "intake", "soft"
SELF_CARE = "self_care"


@dataclass(frozen=True)
class Finding:
    """One rule that holds."""

    source: str
    urgency: str
    category: str
    rule: str
    version: int


@dataclass(frozen=True)
class Assessment:
    """All findings, the most urgent first, and whether to ask the calm question. No finding is no all-clear."""

    findings: tuple[Finding, ...] = ()
    asks: bool = False

    @property
    def urgency(self) -> str:
        return self.findings[0].urgency if self.findings else SELF_CARE

    @property
    def categories(self) -> list[str]:
        """What it may be, the most urgent first."""
        return list(dict.fromkeys(finding.category for finding in self.findings))

    def by_source(self) -> dict[str, list[Finding]]:
        ordered = sorted(self.findings, key=lambda finding: finding.source)
        return {source: list(group) for source, group in groupby(ordered, key=lambda one: one.source)}


def rules_in_force() -> str:
    """Return what tells by which rules something was judged: the versions of both rulebooks."""
    return f"{get_rulebook().version}/{get_intake_book().version}"


def assess(
    text: str, facts: Facts, signs: Collection[str] = (), *, screened: Screened | None = None
) -> Assessment:
    """Return what speaks for danger in a text, in the answers of the intake and in the signs that were ticked.

    `screened` spares reading the text again; that of another text changes nothing.
    """
    book, screening = get_intake_book(), screen_once(text, screened).screening
    version = get_rulebook().version
    found = [Finding(ALARM, one.urgency, one.category, one.rule, version) for one in screening.alarms]
    held = [rule for rule in book.rules if rule.holds(facts)]
    found += [
        Finding(INTAKE, rule.urgency, rule.category, rule.id, book.version)
        for rule in held
        if rule.urgency != ASK
    ]
    ticked = [sign for sign in book.danger if sign.id in signs]
    found += [Finding(SOFT, sign.urgency, sign.category, f"sign-{sign.id}", book.version) for sign in ticked]
    ordered = tuple(sorted(found, key=lambda finding: URGENCIES.index(finding.urgency)))
    asks = screening.is_soft or any(rule.urgency == ASK for rule in held)
    return Assessment(ordered, asks=asks and not screening.alarms)
