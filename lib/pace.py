"""Limits on how often somebody does something within an hour."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _

from lib.errors import LimitError

HOUR = timedelta(hours=1)


def refuse_more_an_hour(newest: "QuerySet[datetime]", most: int, rule: str) -> None:
    """Raise LimitError when the times, the newest first, hold so many of the last hour; `rule` says `most`."""
    now = timezone.now()
    times = list(newest[:most])
    if len(times) == most and times[-1] > now - HOUR:
        ends = times[-1] + HOUR
        when = _("The next time is possible in %(pause)s.") % {"pause": timeuntil(ends, now)}
        raise LimitError(f"{rule % {'most': most}} {when}", wait=ends - now)
