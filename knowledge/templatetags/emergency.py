"""What templates know of emergency numbers, on any page that shows the red box."""

from django import template
from django.template import Context

from knowledge.emergency import COOKIE, REGIONS, Country, Region, find_country

register = template.Library()


@register.simple_tag(takes_context=True)
def chosen_country(context: Context) -> Country | None:
    """Return the country that the reader once chose and lets this browser remember."""
    request = context.get("request")
    return find_country(request.COOKIES, COOKIE) if request else None


@register.simple_tag
def emergency_regions() -> tuple[Region, ...]:
    """Return the short list for readers who chose none."""
    return REGIONS
