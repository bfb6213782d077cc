"""Spreading the load: who should take what, and what one has done oneself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from accounts.rules import Actor
from moderation.models import Appeal, AppealOutcome, Decision, Flag, ReviewItem

# So far down the queue somebody's next item is looked for.
LOOKED_AT = 50
# Who has decided something within this time is at work today.
AT_WORK = timedelta(hours=2)


@dataclass(frozen=True)
class OwnDay:
    """What a moderator did, for nobody else's eyes."""

    today: int
    week: int
    undone: int
    appealed: int
    overturned: int


def suggest_next(moderator: Actor) -> ReviewItem | None:
    """Return the item that this moderator should take next, in two queries; None when there is none for them.

    What waits is dealt out among those at work, the first item to whoever has done least today, and so on; what
    is one's own or was reported by oneself, or a colleague is on, is left out.
    """
    now = timezone.now()
    items = (
        ReviewItem.objects.filter(is_open=True)
        .filter(Q(claimed_until=None) | Q(claimed_until__lt=now) | Q(claimed_by=moderator))
        .exclude(post__author=moderator)
        .exclude(pk__in=Flag.objects.filter(flagger=moderator, is_open=True).values("item_id"))
        .select_related("post__root")
        .order_by("place", "pk")
    )
    loads = loads_today(now)
    loads.setdefault(moderator.pk, 0)
    return first_for(moderator.pk, items[:LOOKED_AT], loads)


def first_for(key: int, items: Iterable[ReviewItem], loads: Mapping[int, int]) -> ReviewItem | None:
    """Deal items out, each to whoever has least by then, and return the first that falls to `key`."""
    loads = dict(loads)
    for item in items:
        able = [person for person in loads if person != item.post.author_id]
        if not able:
            continue
        person = min(able, key=lambda one: (loads[one], one))
        if person == key:
            return item
        loads[person] += 1
    return None


def loads_today(now: datetime) -> dict[int, int]:
    """Return how much those did today who are at work, by their keys; a batch counts once."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    today = Decision.objects.filter(at__gte=midnight)
    at_work = today.filter(at__gte=now - AT_WORK).values("moderator_id")
    counted = today.filter(moderator_id__in=at_work).order_by().values_list("moderator_id")
    found = counted.annotate(alone=Count("pk", filter=Q(batch=None)), together=Count("batch", distinct=True))
    return {person: alone + together for person, alone, together in found}


def own_day(moderator: User) -> OwnDay:
    """Return what one has done oneself, in two queries."""
    now = timezone.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Decision.objects.filter(moderator=moderator, at__gte=now - timedelta(days=7))
    counts = mine.aggregate(
        today=Count("pk", filter=Q(at__gte=midnight)),
        week=Count("pk"),
        undone=Count("pk", filter=Q(undone_at__isnull=False)),
    )
    appeals = Appeal.objects.filter(against=moderator, at__gte=now - timedelta(days=30)).aggregate(
        all=Count("pk"), overturned=Count("pk", filter=Q(outcome=AppealOutcome.OVERTURNED))
    )
    return OwnDay(counts["today"], counts["week"], counts["undone"], appeals["all"], appeals["overturned"])
