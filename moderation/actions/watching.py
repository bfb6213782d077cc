"""Keeping the lists of watched phrases and domains."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from moderation import rules
from moderation.models import WatchedAction, WatchedEntry, WatchedKind
from moderation.screening.kept import forget_all
from moderation.screening.material import normalise


@dataclass(frozen=True)
class Entry:
    """What is to be watched; `days` is how long, None for always."""

    kind: WatchedKind
    pattern: str
    action: WatchedAction
    replacement: str = ""
    note: str = ""
    days: int | None = None


@transaction.atomic
def watch(actor: User, entry: Entry) -> WatchedEntry:
    """Put something on a list, or change what is done about it; raises PermissionDenied.

    This process goes by it at once, others some seconds later.
    """
    require(rules.can_keep_lists(actor))
    pattern = normalise(entry.pattern)
    until = timezone.now() + timedelta(days=entry.days) if entry.days else None
    kept, is_new = WatchedEntry.objects.update_or_create(
        kind=entry.kind,
        pattern=pattern.removeprefix("www.") if entry.kind != WatchedKind.PHRASE else pattern,
        defaults={
            "action": entry.action,
            "replacement": entry.replacement if entry.action == WatchedAction.REPLACE else "",
            "note": entry.note,
            "expires_at": until,
            "added_by": actor,
        },
    )
    record(actor, "list.added" if is_new else "list.changed", kept, kind=entry.kind, done=entry.action)
    forget_all()
    return kept


@transaction.atomic
def stop_watching(actor: User, entry: WatchedEntry) -> None:
    """Take something off a list; raises PermissionDenied."""
    require(rules.can_keep_lists(actor))
    record(actor, "list.removed", entry, kind=entry.kind, done=entry.action)
    entry.delete()
    forget_all()
