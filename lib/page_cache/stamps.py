"""The stamps that a process has looked up, none of them older than a second."""

import time

from lib.page_cache.policy import Plan, Stamp

# What a reader can be behind; what a moderator hides is never served later than that.
MOST_SECONDS = 1.0
PLANS_MOST = 5_000


def now() -> float:
    """Return the seconds of a clock that nobody sets; tests move it."""
    return time.monotonic()


class Stamps:
    """Looks up the stamp of a plan, and believes it for `seconds`."""

    def __init__(self, seconds: float = MOST_SECONDS) -> None:
        self.seconds = seconds
        self._known: dict[Plan, tuple[Stamp, float]] = {}

    def of(self, plan: Plan) -> Stamp:
        known, moment = self._known.get(plan), now()
        if known and moment - known[1] < self.seconds:
            return known[0]
        stamp = plan.ask()
        if self.seconds:
            self._make_room()
            # The time before the look-up: what changes while it runs may be missing in it.
            self._known[plan] = (stamp, moment)
        return stamp

    def _make_room(self) -> None:
        """Forget everything now and then: what is needed again is looked up again."""
        if len(self._known) >= PLANS_MOST:
            self._known.clear()
