"""The themes by which guides can be browsed; each gathers several tags."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Theme:
    """A guide belongs to a theme when it carries one of its tags."""

    slug: str
    label: str | Promise
    tags: frozenset[str]


def _theme(slug: str, label: str | Promise, tags: str) -> Theme:
    return Theme(slug, label, frozenset(tags.split()))


THEMES = (
    _theme("basics", _("What it is"), "basics types symptoms twitch twitching"),
    _theme("causes", _("Why it happens"), "causes dehydration electrolytes heat hydration minerals stress"),
    _theme(
        "relief",
        _("Relief and treatment"),
        "cold heat massage physiotherapy relief self-care stretching treatment",
    ),
    _theme("prevention", _("Prevention"), "ergonomics exercise prevention shoes"),
    _theme("night", _("Night and sleep"), "night restless-legs sleep"),
    _theme("sport", _("Sport and work"), "exercise ergonomics hamstring running sport work"),
    _theme(
        "food-and-medicines",
        _("Food and medicines"),
        "diet diuretics food inhalers magnesium medicines pickle-juice quinine statins supplements",
    ),
    _theme("stages-of-life", _("Pregnancy, children, later life"), "children older-adults pregnancy"),
    _theme(
        "illness",
        _("Illness and warning signs"),
        "als circulation clot conditions metabolic neurology nerves red-flags safety",
    ),
    _theme("mind", _("Stress and worry"), "anxiety coping mental-health stress"),
)
BY_SLUG = {theme.slug: theme for theme in THEMES}
