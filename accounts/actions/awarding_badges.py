"""Giving badges to those who deserve them, and taking them when that is no longer true."""

from collections.abc import Iterable

from django.db import transaction

from accounts.badges import Badge
from accounts.models import BadgeAward, User


@transaction.atomic
def award_badge(badge: Badge) -> tuple[int, int]:
    """Let exactly those hold a badge of whom its query says so; return how many got it and how many lost it."""
    deserving = set(badge.holders())
    holding = set(BadgeAward.objects.filter(badge=badge.key).values_list("person_id", flat=True))
    new, gone = _members(deserving - holding), holding - deserving
    # A second task at the same time may have been faster.
    BadgeAward.objects.bulk_create(
        (BadgeAward(person_id=key, badge=badge.key) for key in sorted(new)),
        batch_size=1_000,
        ignore_conflicts=True,
    )
    BadgeAward.objects.filter(badge=badge.key, person_id__in=gone).delete()
    return len(new), len(gone)


def _members(keys: set[int]) -> set[int]:
    """Leave out who is a former member."""
    return set(User.objects.filter(pk__in=keys, erased_at=None).values_list("pk", flat=True))


def forget_other_badges(badges: Iterable[Badge]) -> None:
    """Delete the awards of badges that do not exist any more."""
    BadgeAward.objects.exclude(badge__in=[badge.key for badge in badges]).delete()
