"""Remembering how far somebody has read a thread."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from posts.models import Post, ReadMarker


def mark_read(person: User, thread: Post, at: datetime | None = None) -> None:
    """Remember that a person has read a thread as it was at a moment, now if none is given; never an earlier one.

    Two statements at most and no lock: of two that come at once, either may win, and both are of this visit.
    """
    read_at = min(at or timezone.now(), timezone.now())
    later = ReadMarker.objects.filter(person=person, post=thread, read_at__lt=read_at).update(read_at=read_at)
    if not later:
        ReadMarker.objects.bulk_create(
            [ReadMarker(person=person, post=thread, read_at=read_at)], ignore_conflicts=True
        )
