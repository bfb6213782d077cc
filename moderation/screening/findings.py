"""What a check says, and what a check is."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from moderation.screening.material import Material

# What a check gives that decides alone; the sum of others is compared with the thresholds of the bands.
DECISIVE = 500


@dataclass(frozen=True)
class Finding:
    """What one check found: how much it weighs, why (a sentence for people), and in which passage.

    The passage is what somebody wrote: for moderators only, in no log and no record. `allows` speaks for the text:
    nothing else counts but what decides alone.
    """

    score: int
    reason: str | Promise
    evidence: str = ""
    allows: bool = False


@dataclass(frozen=True)
class Check:
    """One way to look at a text. `is_proven`: it counts from the first day; others begin by being noted only.

    `for_everybody`: also for those whom the others trust. `threshold`: from which score on it counts.
    """

    name: str
    label: str | Promise
    look: Callable[[Material], Finding | None]
    is_proven: bool = False
    for_everybody: bool = False
    threshold: int = 1
