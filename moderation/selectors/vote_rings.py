"""Pairs who vote for each other, for moderators."""

from dataclasses import dataclass

from django.db import models

from accounts.rules import Actor
from lib.pagination import Order, Page, paginate
from moderation.models import VoteRing
from moderation.rules import can_close_vote_ring


@dataclass(frozen=True)
class RingRow:
    """A pair, and whether the reader may put it aside."""

    ring: VoteRing
    can_close: bool


def list_vote_rings(moderator: Actor, cursor: str) -> Page[RingRow]:
    """Return one page of the pairs that nobody has looked at, the newest first, in one query."""
    found = VoteRing.objects.filter(is_open=True).select_related("first", "second")
    page = paginate(found.fetch_mode(models.FETCH_RAISE), Order("pk"), cursor)
    rows = [RingRow(ring, can_close_vote_ring(moderator, ring)) for ring in page.rows]
    return Page(rows, page.previous_cursor, page.next_cursor)
