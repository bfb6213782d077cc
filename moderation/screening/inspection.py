"""Letting the checks look at a text, and what comes of the sum of what they say."""

from collections.abc import Iterable
from dataclasses import dataclass

from moderation.models import SCORE_MAX, Mode
from moderation.screening.findings import DECISIVE, Finding
from moderation.screening.material import Material
from moderation.screening.rules import CheckRule, Rules
from posts.submissions import Band


@dataclass(frozen=True)
class Said:
    """What one check has said of a text, and whether it counts."""

    check: str
    finding: Finding
    counts: bool


@dataclass(frozen=True)
class Inspection:
    """All that was said of a text, the sum of what counts, and the band that it belongs to."""

    said: tuple[Said, ...]
    score: int
    band: Band

    @property
    def counting(self) -> list[Said]:
        return [said for said in self.said if said.counts and said.finding.score]


def inspect(material: Material, rules: Rules, *, is_trusted: bool = False) -> Inspection:
    """Return what the checks say; of people who are trusted only what looks at everybody."""
    asked = [rule for rule in rules.checks if rule.check.for_everybody or not is_trusted]
    said = tuple(_ask(asked, material))
    score = min(add_up(said), SCORE_MAX)
    return Inspection(said, score, band_of(score, rules))


def _ask(asked: Iterable[CheckRule], material: Material) -> Iterable[Said]:
    for rule in asked:
        finding = rule.check.look(material)
        if finding is not None:
            reaches = finding.allows or finding.score >= rule.threshold
            yield Said(rule.check.name, finding, counts=rule.mode == Mode.ACTIVE and reaches)


def add_up(said: Iterable[Said]) -> int:
    """Return the sum of what counts; where something speaks for a text, only what decides alone."""
    counting = [one.finding for one in said if one.counts]
    is_allowed = any(finding.allows for finding in counting)
    return sum(finding.score for finding in counting if not is_allowed or finding.score >= DECISIVE)


def band_of(score: int, rules: Rules) -> Band:
    if score >= rules.refuse_at:
        return Band.REFUSE
    return Band.HOLD if score >= rules.hold_at else Band.PUBLISH
