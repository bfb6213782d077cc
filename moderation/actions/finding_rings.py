"""Finding pairs of people who vote for each other, and putting a pair aside once a moderator has looked.

A pair is put before moderators when, within WINDOW, each found at least VOTES_LEAST posts of the other helpful, and for
one of them the other's votes are more than SHARE_MOST percent of all helpful votes received. Where both are signed in
from the same network, it is enough that one votes so for the other: that is what a second account of one's own does.
A household or a clinic looks the same, so moderators judge, not the task. A vote that was withdrawn does not count.
A pair that a moderator has put aside comes back at the earliest after WINDOW.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from accounts.network import networks_of
from accounts.rules import require
from audit.recording import record
from moderation import rules
from moderation.models import VoteRing
from posts.models import Vote
from posts.models.vote import HELPFUL

WINDOW = timedelta(days=30)
VOTES_LEAST = 5
SHARE_MOST = 60
NUMBERS = ("votes_to_first", "votes_to_second", "share", "shares_network")


@dataclass(frozen=True)
class Pair:
    """Two people in the order of their keys, what they gave each other, and the larger share in percent."""

    first: int
    second: int
    to_second: int
    to_first: int
    share: int
    shares_network: bool


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
    VoteRing.objects.bulk_update(changed, [*NUMBERS])
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
    """Yield all pairs, in three queries over the votes of the time and the sessions of those who stand out."""
    votes = Vote.objects.filter(value=HELPFUL, at__gt=since, post__author__isnull=False).order_by()
    often = votes.values_list("voter_id", "post__author_id").annotate(Count("pk"))
    given = {(voter, author): count for voter, author, count in often.filter(pk__count__gte=VOTES_LEAST)}
    people = {person for pair in given for person in pair}
    by_author = votes.filter(post__author_id__in=people).values_list("post__author_id")
    received = dict(by_author.annotate(Count("pk")))
    networks = networks_of(people)
    for first, second in sorted({(min(pair), max(pair)) for pair in given}):
        to_second, to_first = given.get((first, second), 0), given.get((second, first), 0)
        shares_network = not networks.get(first, set()).isdisjoint(networks.get(second, set()))
        share = max(_percent(to_second, received.get(second)), _percent(to_first, received.get(first)))
        if share > SHARE_MOST and (shares_network or (to_second and to_first)):
            yield Pair(first, second, to_second, to_first, int(share), shares_network)


def _percent(votes: int, of_all: int | None) -> float:
    return 100 * votes / of_all if of_all else 0


def _ring_of(pair: Pair, key: int | None = None) -> VoteRing:
    return VoteRing(
        pk=key,
        first_id=pair.first,
        second_id=pair.second,
        votes_to_second=pair.to_second,
        votes_to_first=pair.to_first,
        share=pair.share,
        shares_network=pair.shares_network,
    )
