"""Numbers for everybody in which nobody can find a single person: what is rare is not told exactly.

A number under five could be one member whom others know. So it is told as "fewer than five"; in a table the rare rows
stand together, with the next larger row where they would be rare even so, as the others and the sum would tell it.
"""

from collections.abc import Mapping

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

FEWEST = 5
# The key of what stands together.
OTHERS = ""


def number(count: int) -> str:
    """A number in words or figures; nothing at all is told as it is."""
    return _("fewer than 5") if is_small(count) else str(intcomma(count))


def share(part: int, whole: int) -> str:
    """A part as a percentage of the whole."""
    return _rare(part, whole) or f"{round(100 * part / whole)} %"


def part_of(part: int, whole: int) -> str:
    """A part beside the whole."""
    return _rare(part, whole) or _("%(part)s of %(whole)s") % {
        "part": intcomma(part),
        "whole": intcomma(whole),
    }


def grouped(counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts, the largest first, with those that are rare put together under OTHERS, at the end."""
    large = sorted((one for one in counts.items() if not is_small(one[1])), key=lambda one: -one[1])
    together = sum(count for count in counts.values() if is_small(count))
    while large and is_small(together):
        together += large.pop()[1]
    return dict(large) | ({OTHERS: together} if together else {})


def is_small(count: int) -> bool:
    return 0 < count < FEWEST


def _rare(part: int, whole: int) -> str:
    """What is said instead of a share that would tell a small number, of the part or of what is left."""
    if whole < FEWEST:
        return "–"
    if is_small(part):
        return _("fewer than 5")
    return _("nearly all") if is_small(whole - part) else ""
