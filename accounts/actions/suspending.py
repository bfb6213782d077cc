"""Suspending people who harm others, and ending it early."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts import rules
from accounts.models import User
from accounts.suspensions import SuspensionReason
from audit.recording import record


@transaction.atomic
def suspend(
    actor: User,
    person: User,
    *,
    until: datetime,
    reason: SuspensionReason = SuspensionReason.OTHER,
    words: str = "",
) -> User:
    """Stop a person from writing until a moment, for a reason that they read; they can still sign in and read."""
    person = _locked(actor, person)
    person.suspended_until, person.suspension_reason, person.suspension_words = until, reason, words
    _save(person)
    days = round((until - timezone.now()).total_seconds() / 86_400)
    record(actor, "person.suspended", person, until=until.isoformat(), days=days, reason=reason)
    return person


@transaction.atomic
def end_suspension(actor: User, person: User) -> User:
    """Let a suspended person write again."""
    person = _locked(actor, person)
    person.suspended_until, person.suspension_reason, person.suspension_words = None, "", ""
    _save(person)
    record(actor, "person.unsuspended", person, until=None)
    return person


def _locked(actor: User, person: User) -> User:
    """Return the person, locked, so that a role given meanwhile is seen; raises PermissionDenied."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    rules.require(rules.can_suspend(actor, person))
    return person


def _save(person: User) -> None:
    person.save(update_fields=["suspended_until", "suspension_reason", "suspension_words"])
