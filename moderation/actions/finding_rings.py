"""Finding pairs of people who vote for each other, and putting a pair aside once a moderator has looked.

A pair is put before moderators when, within WINDOW, each found at least VOTES_LEAST posts of the other helpful, and for
one of them the other's votes are more than SHARE_MOST percent of all helpful votes received. A vote that was withdrawn
does not count. A pair that a moderator has put aside comes back at the earliest after WINDOW.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from moderation import rules
from moderation.models import VoteRing
from posts.models import Vote
from posts.models.vote import HELPFUL

WINDOW = timedelta(days=30)
VOTES_LEAST = 5
SHARE_MOST = 60


@dataclass(frozen=True)
class Pair:
    """Two people in the order of their keys, what they gave each other, and the larger share in percent."""

    first: int
    second: int
    to_second: int
    to_first: int
    share: int


@transaction.atomic
def find_rings() -> int:
    """Store a report of each new pair, bring the numbers of open ones up to date; return how many are new."""
    since = timezone.now() - WINDOW
    put_aside = set(VoteRing.objects.filter(closed_at__gt=since).values_list("first_id", "second_id"))
    pairs = {(pair.first, pair.second): pair for pair in _pairs(since)}
    known = {
        (ring.first_id, ring.second_id): ring
        for ring in VoteRing.objects.select_for_update().filter(is_open=True).order_by("pk")
    }
    new = [_ring_of(pair) for key, pair in pairs.items() if key not in known and key not in put_aside]
    VoteRing.objects.bulk_create(new, ignore_conflicts=True)
    changed = [_ring_of(pairs[key], known[key].pk) for key in known.keys() & pairs.keys()]
    VoteRing.objects.bulk_update(changed, ["votes_to_first", "votes_to_second", "share"])
    return len(new)


@transaction.atomic
def close_ring(actor: User, ring: VoteRing) -> VoteRing:
    """Put a pair aside after looking at it; raises PermissionDenied."""
    ring = VoteRing.objects.select_for_update().get(pk=ring.pk)
    require(rules.can_close_vote_ring(actor, ring))
    if not ring.is_open:
        return ring
    ring.is_open, ring.closed_at, ring.closed_by = False, timezone.now(), actor
    ring.save(update_fields=["is_open", "closed_at", "closed_by"])
    record(actor, "vote_ring.closed", ring, first=ring.first_id, second=ring.second_id)
    return ring


def _pairs(since: datetime) -> Iterator[Pair]:
    """Yield all pairs, in two queries over the votes of the time."""
    votes = Vote.objects.filter(value=HELPFUL, at__gt=since).order_by()
    often = votes.values_list("voter_id", "post__author_id").annotate(Count("pk"))
    given = {(voter, author): count for voter, author, count in often.filter(pk__count__gte=VOTES_LEAST)}
    mutual = [(a, b) for a, b in sorted(given) if a < b and (b, a) in given]
    people = {person for pair in mutual for person in pair}
    received = dict(
        votes.filter(post__author_id__in=people).values_list("post__author_id").annotate(Count("pk"))
    )
    for first, second in mutual:
        to_second, to_first = given[first, second], given[second, first]
        share = max(100 * to_second // received[second], 100 * to_first // received[first])
        if to_second * 100 > SHARE_MOST * received[second] or to_first * 100 > SHARE_MOST * received[first]:
            yield Pair(first, second, to_second, to_first, share)


def _ring_of(pair: Pair, key: int | None = None) -> VoteRing:
    return VoteRing(
        pk=key,
        first_id=pair.first,
        second_id=pair.second,
        votes_to_second=pair.to_second,
        votes_to_first=pair.to_first,
        share=pair.share,
    )
