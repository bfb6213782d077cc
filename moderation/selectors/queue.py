"""The queue: what waits for a moderator, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.functional import Promise

from accounts.selectors.applications import oldest_applications
from accounts.standing import CHECK_WITHIN
from lib.pagination import Order, Page, paginate
from moderation.models import Flag, FlagReason, ItemKind, ReviewItem
from moderation.models.review_item import URGENT_WITHIN, WITHIN
from moderation.selectors.filters import QueueFilter, narrow

WAITING = Order("place", descending=False, sample=models.IntegerField())
LATEST_FIRST = Order("pk", descending=True)
# The others are on the desk of the verifiers.
APPLICATIONS_SHOWN = 10


@dataclass(frozen=True)
class QueueRow:
    """One item of the queue with the reasons that readers gave."""

    item: ReviewItem
    reasons: list[str | Promise]


@dataclass(frozen=True)
class ApplicationRow:
    """An application that waits for a verifier; the queue does not say whose it is."""

    key: int
    sent_at: datetime
    is_late: bool


@dataclass(frozen=True)
class KindCount:
    """How many items of one kind wait."""

    kind: ItemKind
    count: int

    @property
    def label(self) -> str | Promise:
        return self.kind.label


@dataclass(frozen=True)
class QueueCounts:
    """What waits: in all, urgently, for too long, of each kind; and what waits at the desk of experts."""

    open: int
    urgent: int
    late: int
    oldest_at: datetime | None
    kinds: list[KindCount]
    applications: int
    waiting: list[ApplicationRow]

    @property
    def oldest_application_at(self) -> datetime | None:
        return self.waiting[0].sent_at if self.waiting else None


def list_queue(wanted: QueueFilter, cursor: str) -> Page[QueueRow]:
    """Return one page: the urgent first, then the heavy, then the old (closed: the latest first), in two queries."""
    items = narrow(ReviewItem.objects.all(), wanted)
    loaded = items.select_related("post", "post__author", "post__root", "claimed_by")
    page = paginate(
        loaded.fetch_mode(models.FETCH_RAISE), LATEST_FIRST if wanted.is_closed else WAITING, cursor
    )
    reasons: dict[int, list[str | Promise]] = {item.pk: [] for item in page.rows}
    for item_id, reason in (
        Flag.objects.filter(item__in=reasons).values_list("item_id", "reason").distinct().order_by("reason")
    ):
        reasons[item_id].append(FlagReason(reason).label)
    rows = [QueueRow(item, reasons[item.pk]) for item in page.rows]
    return Page(rows, page.previous_cursor, page.next_cursor)


def pick_applications(counts: QueueCounts, wanted: QueueFilter) -> list[ApplicationRow]:
    """Return those of the applications that wait longest that the filter wants."""
    if not wanted.takes_applications:
        return []
    before = timezone.now() - timedelta(hours=wanted.waiting)
    return [row for row in counts.waiting if row.sent_at < before]


def queue_counts() -> QueueCounts:
    """Return how many items wait, in two queries (closed ones are not counted)."""
    now = timezone.now()
    late = Q(is_urgent=True, opened_at__lt=now - URGENT_WITHIN) | Q(opened_at__lt=now - WITHIN)
    kinds = {f"kind_{kind}": Count("pk", filter=Q(kinds__contains=[kind])) for kind in ItemKind}
    counts = ReviewItem.objects.filter(is_open=True).aggregate(
        open=Count("pk"),
        urgent=Count("pk", filter=Q(is_urgent=True)),
        late=Count("pk", filter=late),
        oldest=Min("opened_at"),
        **kinds,
    )
    applications = oldest_applications(APPLICATIONS_SHOWN)
    return QueueCounts(
        counts["open"],
        counts["urgent"],
        counts["late"],
        counts["oldest"],
        [KindCount(kind, counts[f"kind_{kind}"]) for kind in ItemKind if counts[f"kind_{kind}"]],
        applications[0].total if applications else 0,
        [
            ApplicationRow(one.pk, one.submitted_at, now - one.submitted_at > CHECK_WITHIN)
            for one in applications
        ],
    )
