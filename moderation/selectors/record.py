"""The record of who did what, for administrators: searched, and handed out as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import QuerySet

from audit.models import AuditEvent, Seal
from lib.pagination import Order, Page, paginate

NEWEST = Order("pk", descending=True)
PAGE_SIZE = 50
COLUMNS = ("number", "time", "actor", "action", "target", "target number", "details")
EXPORT_MOST = 50_000


@dataclass(frozen=True)
class RecordFilter:
    """Empty means: whatever it is; `action` finds everything that begins with it."""

    actor: str = ""
    action: str = ""
    target_type: str = ""
    target_id: int | None = None
    since: date | None = None
    until: date | None = None


def _find(wanted: RecordFilter) -> QuerySet[AuditEvent]:
    events = AuditEvent.objects.select_related("actor")
    if wanted.actor == "-":
        events = events.filter(actor=None)
    elif wanted.actor:
        events = events.filter(actor__handle=wanted.actor.lower())
    if wanted.action:
        events = events.filter(action__startswith=wanted.action)
    if wanted.target_type:
        events = events.filter(target_type=wanted.target_type)
    if wanted.target_id:
        events = events.filter(target_id=wanted.target_id)
    if wanted.since:
        events = events.filter(at__gte=datetime.combine(wanted.since, time.min, UTC))
    if wanted.until:
        events = events.filter(at__lte=datetime.combine(wanted.until, time.max, UTC))
    return events


def list_record(wanted: RecordFilter, cursor: str) -> Page[AuditEvent]:
    """Return one page of the record, the newest first, in one query."""
    return paginate(_find(wanted), NEWEST, cursor, size=PAGE_SIZE)


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-number").first()


def export_rows(wanted: RecordFilter) -> Iterator[tuple[object, ...]]:
    """Yield the newest events as rows of a table, its head first; they are read as they are handed out."""
    yield COLUMNS
    for event in _find(wanted).order_by("-pk")[:EXPORT_MOST].iterator(chunk_size=1_000):
        actor = event.actor.handle if event.actor else ""
        yield (
            event.pk, event.at.isoformat(), actor, event.action, event.target_type, event.target_id, event.details
        )  # fmt: skip
