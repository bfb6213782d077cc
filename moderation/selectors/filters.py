"""What a moderator wants to see of the queue."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from moderation.models import Flag, ReviewItem

OPEN, CLOSED = "open", "closed"
# Of what has no post: applications of experts, which verifiers decide about.
APPLICATION = "application"


@dataclass(frozen=True)
class QueueFilter:
    """Empty means: whatever it is. By default everything that waits."""

    show: str = OPEN
    kind: str = ""
    urgent: bool = False
    reason: str = ""
    author: str = ""
    waiting: int = 0
    language: str = ""

    @property
    def is_closed(self) -> bool:
        return self.show == CLOSED

    @property
    def takes_applications(self) -> bool:
        """Whether applications of experts are among what is wanted; they have no author, reason or language here."""
        is_kind = self.kind in ("", APPLICATION)
        return is_kind and not (self.is_closed or self.urgent or self.reason or self.author or self.language)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.reason or self.author or self.waiting or self.language)


def narrow(items: QuerySet[ReviewItem], wanted: QueueFilter) -> QuerySet[ReviewItem]:
    """Return the items that fit; who wrote under a mask is not found by the own name."""
    items = items.filter(is_open=not wanted.is_closed)
    if wanted.urgent:
        items = items.filter(is_urgent=True)
    if wanted.kind:
        items = items.filter(kinds__contains=[wanted.kind])
    if wanted.reason:
        items = items.filter(pk__in=Flag.objects.filter(reason=wanted.reason).values("item_id"))
    if wanted.author:
        items = items.filter(post__author__handle=wanted.author.lower(), post__byline="")
    if wanted.waiting:
        items = items.filter(opened_at__lt=timezone.now() - timedelta(hours=wanted.waiting))
    if wanted.language:
        items = items.filter(language=wanted.language)
    return items
