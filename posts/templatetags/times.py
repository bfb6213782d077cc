"""Times as words, in pages that may be kept."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django import template
from django.contrib.humanize.templatetags.humanize import NaturalTimeFormatter, naturaltime
from django.utils import timezone
from django.utils.dateformat import re_formatchars
from django.utils.formats import date_format, get_format, time_format
from django.utils.html import avoid_wrapping, escape
from django.utils.safestring import SafeString
from django.utils.timesince import MONTHS_DAYS
from django.utils.translation import get_language, gettext

from lib.page_cache.building import changes_within, is_taking_notes

MINUTE, HOUR, DAY, WEEK = 60, 3_600, 86_400, 604_800
UNIT_NAMES = ("year", "month", "week", "day", "hour")
WORDS_KEPT, PIECES_KEPT, LANGUAGES_KEPT = 1_000, 10_000, 20
# Signs of formats about which the day alone decides, and hour and minute alone.
OF_DAY, OF_CLOCK = "bdDEFjlLmMnNSwWyYz", "aAgGhHiP"

register = template.Library()


class Clock:
    """The moment, and the reader's zone and language: asked for once by all the times that are shown together."""

    def __init__(self) -> None:
        self.now = timezone.now()
        self.zone = timezone.get_current_timezone()
        self.language = get_language()
        self.is_noted = is_taking_notes()

    def __call__(self, at: datetime) -> SafeString:
        """Return a time as an element: for programs and in full in that zone, and how long ago it was."""
        local = at.astimezone(self.zone)
        how_long = self._distance(at)
        past = escape(naturaltime(at)) if how_long is None else _past_html(self.language, *how_long)
        return SafeString(  # escaped, or numbers and words of ours
            f'<time datetime="{local.isoformat()}" title="{self._in_full(local)}" data-behaviour="local-time">'
            f"{past}</time>"
        )

    def ago(self, at: datetime) -> str:
        how_long = self._distance(at)
        return naturaltime(at) if how_long is None else _past_words(self.language, *how_long)

    def _distance(self, at: datetime) -> tuple[int, int, int] | None:
        """Return how long ago that was in units, None for less than a day; what is kept is built anew in time."""
        if self.is_noted:
            changes_within(seconds_to_next(at, self.now))
        if (self.now - at).days < 1:
            return None
        return _two_units(at, self.now.astimezone(at.tzinfo))

    def _in_full(self, local: datetime) -> str:
        """Return date, time and zone as HTML, for who wants to know exactly."""
        pieces = _pieces(self.language)
        if pieces is None:
            return escape(f"{date_format(local, 'DATETIME_FORMAT')} {local.tzname()}")
        day, clock = local.date(), time(local.hour, local.minute)
        words = [_piece(self.language, one, day if is_day else clock) for one, is_day in pieces]
        return f"{''.join(words)} {escape(local.tzname())}"


@register.filter
def ago(at: datetime) -> str:
    """Return how long ago that was; a kept page is built anew when the words would be others."""
    return Clock().ago(at)


@register.simple_tag
def time_element(at: datetime) -> SafeString:
    """Return a time as an element (see Clock)."""
    return Clock()(at)


# Compiled templates ask one clock for all of them.
time_element.shared = Clock


def _two_units(at: datetime, now: datetime) -> tuple[int, int, int]:
    """Return which of UNIT_NAMES is the largest in a time of a day at least, how many, and how many of the next.

    As timesince counts: months by the calendar, parts of seconds left out.
    """
    months = (now.year - at.year) * 12 + now.month - at.month
    if (at.day, at.time()) > (now.day, now.time()):
        months -= 1
    years, months = divmod(months, 12)
    if years:
        return 0, years, months
    weeks, days, hours = _weeks_days_hours(now - _months_later(at, months))
    if months:
        return 1, months, weeks
    return (2, weeks, days) if weeks else (3, days, hours)


def _months_later(at: datetime, months: int) -> datetime:
    if not months:
        return at
    years, month = divmod(at.month + months - 1, 12)
    day = min(MONTHS_DAYS[month], at.day)
    return at.replace(year=at.year + years, month=month + 1, day=day, microsecond=0)


def _weeks_days_hours(left: timedelta) -> tuple[int, int, int]:
    weeks, days = divmod(left.days, 7)
    return weeks, days, left.seconds // HOUR


@lru_cache(maxsize=WORDS_KEPT)
def _past_words(_language: str | None, unit: int, count: int, next_count: int) -> str:
    """Return "3 days, 2 hours ago": a page has dozens of such words, all of them from few."""
    counts = [(unit, count), (unit + 1, next_count)] if next_count else [(unit, count)]
    words = [
        avoid_wrapping(NaturalTimeFormatter.past_substrings[UNIT_NAMES[one]] % {"num": number})
        for one, number in counts
    ]
    return NaturalTimeFormatter.time_strings["past-day"] % {"delta": gettext(", ").join(words)}


@lru_cache(maxsize=WORDS_KEPT)
def _past_html(language: str | None, unit: int, count: int, next_count: int) -> str:
    return escape(_past_words(language, unit, count, next_count))


@register.filter
def day(on: date, how: str) -> str:
    """Return a day as the filter `date` does; a page names few days, and many pages the same ones."""
    return _day_words(get_language(), how, on)


@lru_cache(maxsize=LANGUAGES_KEPT)
def _pieces(_language: str | None) -> list[tuple[str, bool]] | None:
    """Return the parts of the format of dates with times, and of each whether the day decides or the clock.

    None for a format that has more in it, such as seconds.
    """
    found: list[tuple[str, bool]] = []
    for number, text in enumerate(re_formatchars.split(get_format("DATETIME_FORMAT"))):
        is_day = text in OF_DAY
        if number % 2 and not is_day and text not in OF_CLOCK:
            return None
        if found and (number % 2 == 0 or found[-1][1] == is_day):
            found[-1] = (found[-1][0] + text, found[-1][1])
        else:
            found.append((text, is_day or not number % 2))
    return [piece for piece in found if piece[0]]


@lru_cache(maxsize=PIECES_KEPT)
def _piece(_language: str | None, text: str, value: date | time) -> str:
    """Return one part as HTML; there are few days and minutes of the day, and many times made of them."""
    return escape(time_format(value, text) if isinstance(value, time) else date_format(value, text))


@lru_cache(maxsize=PIECES_KEPT)
def _day_words(_language: str | None, how: str, on: date) -> str:
    return date_format(on, how)


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
