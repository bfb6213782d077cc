"""Words for what moderation pages show."""

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()
HOURS_SHOWN = 48


@register.filter
def plainly(value: object) -> str:
    """A value of the record as people write it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "–"
    return "–" if value in ("", None) else str(value)


@register.filter
def span(length: timedelta | None) -> str:
    """A length of time in one unit: minutes, hours or days."""
    if length is None:
        return "–"
    minutes = round(length.total_seconds() / 60)
    if minutes < 1:
        return _("under a minute")
    if minutes < 120:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    if hours < HOURS_SHOWN:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
