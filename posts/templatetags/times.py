"""Times as words, in pages that may be kept."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django import template
from django.contrib.humanize.templatetags.humanize import NaturalTimeFormatter, naturaltime
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import get_language

from lib.page_cache.building import changes_within

MINUTE, HOUR, DAY, WEEK = 60, 3_600, 86_400, 604_800
WORDS_KEPT = 1_000

register = template.Library()


class UnitWords:
    """The words for a number of units, such as "3 days": a page has dozens of them, all of them from few."""

    def __init__(self, unit: str) -> None:
        self.unit = unit

    def __mod__(self, values: Mapping[str, int]) -> str:
        return _unit_words(get_language(), self.unit, values["num"])


@lru_cache(maxsize=WORDS_KEPT)
def _unit_words(_language: str | None, unit: str, number: int) -> str:
    return NaturalTimeFormatter.past_substrings[unit] % {"num": number}


UNITS = {unit: UnitWords(unit) for unit in NaturalTimeFormatter.past_substrings}


@register.filter
def ago(at: datetime) -> str:
    """Return how long ago that was; a kept page is built anew when the words would be others."""
    now = timezone.now()
    changes_within(seconds_to_next(at, now))
    if (now - at).days < 1:
        return naturaltime(at)
    return NaturalTimeFormatter.time_strings["past-day"] % {"delta": timesince(at, now, time_strings=UNITS)}


@register.filter
def iso(at: datetime) -> str:
    """Return a time for programs, in the zone of the reader."""
    return timezone.localtime(at).isoformat()


@register.filter
def in_full(at: datetime) -> str:
    """Return date, time and zone, for who wants to know exactly."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"


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
