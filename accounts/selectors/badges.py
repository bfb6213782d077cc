"""Who holds which badge."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from accounts.badges import Badge, all_badges
from accounts.models import BadgeAward, User


@dataclass(frozen=True)
class BadgeRow:
    """A badge with the number of people who hold it, or with the day since which one person does."""

    badge: Badge
    holder_count: int = 0
    since: datetime | None = None


def list_badges() -> list[BadgeRow]:
    """Return all badges with how many people hold each, in one query."""
    awards = BadgeAward.objects.order_by().values_list("badge").annotate(Count("pk"))
    counts = dict(awards)
    return [BadgeRow(badge, counts.get(badge.key, 0)) for badge in all_badges()]


def badges_of(person: User) -> list[BadgeRow]:
    """Return the badges that someone holds, in one query."""
    since = dict(BadgeAward.objects.filter(person=person).values_list("badge", "at"))
    return [BadgeRow(badge, since=since[badge.key]) for badge in all_badges() if badge.key in since]
