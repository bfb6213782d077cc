"""What someone's reputation is made of."""

from dataclasses import dataclass

from django.db import models
from django.db.models import OuterRef, Subquery, Sum

from accounts.models import Cause, ReputationEvent, User
from accounts.models.reputation import CAPPED, DAILY_CAP, ReputationEventQuerySet
from accounts.rules import Actor
from lib.pagination import Order, Page, paginate
from posts.rules import can_see_whole_history

PAGE_SIZE = 30
COLUMNS = (
    "cause", "points", "is_shown", "at", "undone_at", "person", "post__is_public", "post__title",
    "post__kind", "post__root__title", "post__root__is_public",
)  # fmt: skip


@dataclass(frozen=True)
class HistoryRow:
    """One event: how many of its points count, and what to call its post (empty when it is not public)."""

    event: ReputationEvent
    counted: int
    title: str

    @property
    def is_above_cap(self) -> bool:
        return self.event.undone_at is None and self.event.is_shown and self.counted < self.event.points


def list_history(person: User, reader: Actor, cursor: str) -> Page[HistoryRow]:
    """Return one page of the events of a person, the newest first, in one query.

    The person and moderators see all; others what counts and is public.
    """
    events = ReputationEvent.objects.filter(person=person)
    if not can_see_whole_history(reader, person):
        events = events.counting().exclude(cause=Cause.SPAM)
    found = events.select_related("post__root").only(*COLUMNS).annotate(before=_capped_before())
    page = paginate(found.fetch_mode(models.FETCH_RAISE), Order("pk"), cursor, size=PAGE_SIZE)
    rows = [_row_of(event) for event in page.rows]
    return Page(rows, page.previous_cursor, page.next_cursor)


def _capped_before() -> Subquery:
    """The capped points of the same day that count before an event."""
    earlier: ReputationEventQuerySet = ReputationEvent.objects.counting().filter(
        person_id=OuterRef("person_id"), day=OuterRef("day"), pk__lt=OuterRef("pk"), cause__in=CAPPED
    )
    return Subquery(earlier.order_by().values("person_id").annotate(total=Sum("points")).values("total"))


def _row_of(event: ReputationEvent) -> HistoryRow:
    post = event.post
    title = (post.title or post.root.title) if post.is_public else ""
    return HistoryRow(event, _counted(event), title)


def _counted(event: ReputationEvent) -> int:
    if event.undone_at or not (event.is_shown or event.cause == Cause.SPAM):
        return 0
    if event.cause not in CAPPED:
        return event.points
    return max(0, min(event.points, DAILY_CAP - (event.before or 0)))
