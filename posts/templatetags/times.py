"""Times as words, in pages that may be kept."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django import template
from django.contrib.humanize.templatetags.humanize import NaturalTimeFormatter, naturaltime
from django.utils import timezone
from django.utils.dateformat import re_escaped, re_formatchars
from django.utils.formats import date_format, get_format, time_format
from django.utils.html import avoid_wrapping, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import MONTHS_DAYS
from django.utils.translation import get_language, gettext

from lib.page_cache.building import changes_within, is_taking_notes

MINUTE, HOUR, DAY, WEEK = 60, 3_600, 86_400, 604_800
UNIT_NAMES = ("year", "month", "week", "day", "hour")
WORDS_KEPT, PIECES_KEPT, LANGUAGES_KEPT = 1_000, 10_000, 20
# Signs of formats about which the day alone decides, and hour and minute alone.
OF_DAY, OF_CLOCK = "bdDEFjlLmMnNSwWyYz", "aAgGhHiP"

register = template.Library()


@register.filter
def ago(at: datetime) -> str:
    """Return how long ago that was; a kept page is built anew when the words would be others."""
    now = timezone.now()
    if is_taking_notes():
        changes_within(seconds_to_next(at, now))
    if (now - at).days < 1:
        return naturaltime(at)
    return _past_words(get_language(), *_two_units(at, now.astimezone(at.tzinfo)))


@register.simple_tag
def time_element(at: datetime) -> SafeString:
    """Return a time as an element: for programs and in full in the zone of the reader, and how long ago it was."""
    local = timezone.localtime(at)
    full = escape(_in_full(local))
    return mark_safe(  # noqa: S308 - one part escaped, the others numbers and words of ours
        f'<time datetime="{local.isoformat()}" title="{full}" data-behaviour="local-time">{escape(ago(at))}</time>'
    )


def _in_full(local: datetime) -> str:
    """Return date, time and zone, for who wants to know exactly."""
    language = get_language()
    pieces = _pieces(language)
    if pieces is None:
        words = date_format(local, "DATETIME_FORMAT")
    else:
        on, clock = local.date(), time(local.hour, local.minute)
        words = "".join([_piece(language, one, kind, on if kind == "day" else clock) for one, kind in pieces])
    return f"{words} {local.tzname()}"


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


@register.filter
def day(on: date, how: str) -> str:
    """Return a day as the filter `date` does; a page names few days, and many pages the same ones."""
    return _day_words(get_language(), how, on)


@lru_cache(maxsize=LANGUAGES_KEPT)
def _pieces(_language: str | None) -> list[tuple[str, str]] | None:
    """Return the pieces of the format of dates with times, and what decides about each: day, clock or nothing.

    None for a format that has more in it, such as seconds.
    """
    kinds = dict.fromkeys(OF_DAY, "day") | dict.fromkeys(OF_CLOCK, "clock")
    texts = re_formatchars.split(get_format("DATETIME_FORMAT"))
    if any(sign not in kinds for sign in texts[1::2]):
        return None
    return [(text, kinds[text] if number % 2 else "") for number, text in enumerate(texts) if text]


@lru_cache(maxsize=PIECES_KEPT)
def _piece(_language: str | None, text: str, kind: str, value: date | time) -> str:
    """Return one piece in words; there are few days and minutes of the day, and many times made of them."""
    if not kind:
        return re_escaped.sub(r"\1", text)
    return date_format(value, text) if kind == "day" else time_format(value, text)


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
