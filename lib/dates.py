"""The day that rules go by: the site's own, whatever zone the reader's pages are shown in."""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from django.utils import timezone


class Day(NamedTuple):
    """A day of a zone, with the moments at which it begins and ends."""

    zone: tzinfo
    begins: datetime
    ends: datetime
    day: date


_last: list[Day] = []


def site_today() -> date:
    """Return today's date in the site's zone, so that no right depends on where someone reads.

    A page asks for each expert on it, so the day is worked out when it begins and not each time.
    """
    now, zone = timezone.now(), timezone.get_default_timezone()
    for kept in _last:
        if kept.zone is zone and kept.begins <= now < kept.ends:
            return kept.day
    found = _day_of(now, zone)
    _last[:] = [found]
    return found.day


def _day_of(now: datetime, zone: tzinfo) -> Day:
    day = timezone.localdate(now, zone)
    begins, ends = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
    return Day(zone, begins, ends, day)
