"""Suspending people who harm others, and ending it early."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts import rules
from accounts.models import User
from accounts.suspensions import Ability, SuspensionReason
from audit.recording import record


@dataclass(frozen=True)
class Suspension:
    """Until when, why, and from what somebody is kept; without abilities it is all writing."""

    until: datetime | None = None
    reason: str = ""
    words: str = ""
    abilities: tuple[str, ...] = ()


@transaction.atomic
def suspend(
    actor: User,
    person: User,
    *,
    until: datetime,
    reason: SuspensionReason = SuspensionReason.OTHER,
    words: str = "",
    abilities: Collection[Ability] = (),
) -> User:
    """Stop a person from writing until a moment, or from single abilities, for a reason that they read.

    They can still sign in and read.
    """
    person = _locked(actor, person)
    put_suspension(person, Suspension(until, reason, words, tuple(abilities)))
    days = round((until - timezone.now()).total_seconds() / 86_400)
    record(
        actor, "person.suspended", person,
        until=until.isoformat(), days=days, reason=reason, abilities=sorted(abilities),
    )  # fmt: skip
    return person


@transaction.atomic
def end_suspension(actor: User, person: User) -> User:
    """Let a suspended person write again."""
    person = _locked(actor, person)
    put_suspension(person, Suspension())
    record(actor, "person.unsuspended", person, until=None)
    return person


def _locked(actor: User, person: User) -> User:
    """Return the person, locked, so that a role given meanwhile is seen; raises PermissionDenied."""
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    rules.require(rules.can_suspend(actor, person))
    return person


def suspension_of(person: User) -> Suspension:
    """Return the suspension of a person as it stands on the row, over or not."""
    return Suspension(
        person.suspended_until,
        person.suspension_reason,
        person.suspension_words,
        tuple(person.suspended_abilities),
    )


def put_suspension(person: User, suspension: Suspension) -> None:
    """Write a suspension to a locked person; the callers ask the rule and record it."""
    person.suspended_until = suspension.until
    person.suspension_reason, person.suspension_words = suspension.reason, suspension.words
    person.suspended_abilities = list(suspension.abilities)
    person.save(
        update_fields=["suspended_until", "suspension_reason", "suspension_words", "suspended_abilities"]
    )
