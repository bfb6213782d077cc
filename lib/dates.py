"""The day that rules go by: the site's own, whatever zone the reader's pages are shown in."""

from datetime import date

from django.utils import timezone


def site_today() -> date:
    """Return today's date in the site's zone, so that no right depends on where someone reads."""
    return timezone.localdate(timezone=timezone.get_default_timezone())
