"""Badges: what each stands for, and the query that says who holds it. None is for mere quantity.

An app describes its badges in its module `badges` as BADGES; settings.BADGE_MODULES names these modules.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User


@dataclass(frozen=True)
class Badge:
    """A badge: its key in the table of awards, its words and icon, and who deserves it, as the keys of people."""

    key: str
    name: str | Promise
    description: str | Promise
    icon: str
    holders: Callable[[], Iterable[int]]


def introduced() -> Iterable[int]:
    people = User.objects.filter(is_active=True).exclude(display_name="").exclude(bio="")
    return people.values_list("pk", flat=True)


BADGES = (
    Badge(
        "introduced",
        _("Introduced"),
        _("Has a display name and a few words about themselves on the profile."),
        "user-round",
        introduced,
    ),
)


@cache
def all_badges() -> tuple[Badge, ...]:
    """Return the badges of all apps in the order of settings.BADGE_MODULES."""
    return tuple(badge for name in settings.BADGE_MODULES for badge in import_module(name).BADGES)
