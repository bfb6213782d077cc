"""How sure a share is that was counted in few cases: the score interval of Wilson."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959964
# Fewer cases say nothing that should be shown.
LEAST = 5


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def is_enough(self) -> bool:
        return self.whole >= LEAST

    @property
    def interval(self) -> tuple[float, float]:
        """The bounds between which the true share lies with 95 % confidence."""
        return wilson(self.part, self.whole)

    @property
    def low(self) -> int:
        """The lower bound in percent."""
        return round(100 * self.interval[0])

    @property
    def high(self) -> int:
        return round(100 * self.interval[1])


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share; everything is possible where nothing was counted."""
    if whole == 0:
        return 0.0, 1.0
    share, spread = part / whole, Z_95**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    half = Z_95 * sqrt(share * (1 - share) / whole + spread / (4 * whole)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
