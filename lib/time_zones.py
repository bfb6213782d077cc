"""Time zones to choose from, and the way from a stored name to a zone."""

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

# What the database takes for a name. No list: the zones change several times a year with the system's data.
ZONE_PATTERN = r"^[A-Za-z][A-Za-z0-9_+/-]{1,39}$"
UTC_NAME = "UTC"
# The zones of places; everything else ("EST5EDT", "posix/…") is kept by the data for old programs only.
AREAS = (
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
)  # fmt: skip


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names of the zones of places that this machine knows, in order, after UTC."""
    known = sorted(name for name in available_timezones() if name.partition("/")[0] in AREAS)
    return (UTC_NAME, *(name for name in known if "/" in name))


def zone_choices() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Return the zones for a select: UTC, then one group for each part of the world."""
    groups: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for name in zone_names()[1:]:
        area, _slash, place = name.partition("/")
        groups[area].append((name, place.replace("_", " ").replace("/", " – ")))
    return [(UTC_NAME, UTC_NAME), *((area, places) for area, places in groups.items() if places)]


def find_zone(name: str) -> ZoneInfo | None:
    """Return the zone of a stored name; None for an empty one and for one that this machine lost."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
