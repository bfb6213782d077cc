"""Trying out a check or a threshold on posts about which moderators have decided; nothing changes by it."""

from collections.abc import Iterable
from dataclasses import dataclass

from moderation.models import Mode
from moderation.screening.gathering import gather_again
from moderation.screening.inspection import inspect
from moderation.screening.material import Material
from moderation.screening.rules import BANDS, CheckRule, Rules
from posts.models import Post


@dataclass(frozen=True)
class Table:
    """How often an alarm and a decision went together: alarm and removed, no alarm but removed, and so on."""

    caught: int = 0
    missed: int = 0
    mistaken: int = 0
    left_alone: int = 0

    @property
    def post_count(self) -> int:
        return self.caught + self.missed + self.mistaken + self.left_alone

    @property
    def precision(self) -> float | None:
        """Which part of the alarms was right."""
        alarms = self.caught + self.mistaken
        return self.caught / alarms if alarms else None

    @property
    def recall(self) -> float | None:
        """Which part of what was removed gave an alarm."""
        removed = self.caught + self.missed
        return self.caught / removed if removed else None


def score_of(post: Post, name: str, rules: Rules) -> int:
    """Return what a check, or the sum of those that count ("hold", "refuse"), would have said of a post."""
    material = gather_again(post)
    if name in BANDS:
        return inspect(material, rules).score
    return max((_look(rule, material) for rule in rules.checks if rule.check.name == name), default=0)


def _look(rule: CheckRule, material: Material) -> int:
    """What a check says, whether it counts or not."""
    alone = CheckRule(rule.check, Mode.ACTIVE, 1)
    return inspect(material, Rules((alone,), 1, 1, "")).score


def tabulate(scores: Iterable[tuple[int, bool]], threshold: int) -> Table:
    """Return the table of scores, each with whether the post was removed, for alarms from the threshold on."""
    counts = {(alarm, removed): 0 for alarm in (True, False) for removed in (True, False)}
    for score, was_removed in scores:
        counts[score >= threshold, was_removed] += 1
    return Table(
        caught=counts[True, True],
        missed=counts[False, True],
        mistaken=counts[True, False],
        left_alone=counts[False, False],
    )
