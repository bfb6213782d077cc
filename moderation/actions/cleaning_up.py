"""Cleaning up after a spammer in one step: the account, its posts, the domains, the people who reported it."""

from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.suspending import suspend, suspension_of
from accounts.models import User
from accounts.rules import require
from accounts.suspensions import SuspensionReason
from audit.recording import record
from moderation import rules
from moderation.actions.bulk import Order, decide_many
from moderation.actions.deeds import restore_suspension, suspension_to_json
from moderation.actions.undoing_many import undo_batch
from moderation.models import Batch, BatchAction, WatchedAction, WatchedEntry, WatchedKind
from moderation.selectors.selections import HOURS_MOST, Selection

# There is no suspension without an end; nobody will come back after that.
BLOCKED_FOR = timedelta(days=3_650)
DOMAINS_FOR = timedelta(days=365)


@transaction.atomic
def clean_up(actor: User, person: User, *, upto: int, domains: Collection[str] = (), reason: str) -> Batch:
    """Block an account, delete what it wrote lately, block domains, and tell who reported it; return the batch.

    Raises PermissionDenied. Undone as one with `undo_clean_up`.
    """
    require(rules.can_clean_up(actor, person))
    selection = Selection(author=person.handle, hours=HOURS_MOST)
    order = Order(BatchAction.DELETE, "selling", reason, selection, upto)
    batch = decide_many(actor, order, person=person)
    person.refresh_from_db()
    batch.before = {
        "suspension": suspension_to_json(suspension_of(person)),
        "domains": _block_domains(actor, batch, domains),
    }
    batch.save(update_fields=["before"])
    suspend(actor, person, until=timezone.now() + BLOCKED_FOR, reason=SuspensionReason.SPAM, words=reason)
    return batch


@transaction.atomic
def undo_clean_up(actor: User, batch: Batch) -> int:
    """Take all of it back: posts, account and domains; return about how many posts that was."""
    count = undo_batch(actor, batch)
    if batch.person_id and batch.undone_at is None and batch.before:
        restore_suspension(batch.person_id, batch.before["suspension"])
        entries = WatchedEntry.objects.filter(kind=WatchedKind.DOMAIN, action=WatchedAction.BLOCK)
        entries.filter(pattern__in=batch.before["domains"]).delete()
    return count


def _block_domains(actor: User, batch: Batch, domains: Collection[str]) -> list[str]:
    """Refuse texts that lead to these domains, for a while: who owns one changes; return those that are new."""
    known = WatchedEntry.objects.filter(kind=WatchedKind.DOMAIN, pattern__in=domains)
    new = sorted(set(domains) - set(known.values_list("pattern", flat=True)))
    until = timezone.now() + DOMAINS_FOR
    WatchedEntry.objects.bulk_create(
        WatchedEntry(
            kind=WatchedKind.DOMAIN, pattern=domain, action=WatchedAction.BLOCK, expires_at=until, added_by=actor
        )
        for domain in new
    )  # fmt: skip
    if new:
        record(actor, "batch.domains_blocked", batch, domains=len(new))
    return new
