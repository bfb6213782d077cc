"""Times as words, in pages that may be kept."""

from datetime import datetime

from django import template
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.utils import timezone

from lib.page_cache.building import changes_within

MINUTE, HOUR, DAY, WEEK = 60, 3_600, 86_400, 604_800

register = template.Library()


@register.filter
def ago(at: datetime) -> str:
    """Return how long ago that was; a kept page is built anew when the words would be others."""
    changes_within(seconds_to_next(at, timezone.now()))
    return naturaltime(at)


def seconds_to_next(at: datetime, moment: datetime) -> float:
    """Return how long the words for a time stay the same: they name the two largest units from a day on.

    Months end on the full second, all other units at the fraction of it.
    """
    begun = at.replace(microsecond=0)
    return min(_seconds_left((moment - one).total_seconds()) for one in (at, begun))


def _seconds_left(age: float) -> float:
    size = abs(age)
    unit = 1 if size < MINUTE else MINUTE if size < HOUR else HOUR if size < WEEK else DAY
    return unit - age % unit
