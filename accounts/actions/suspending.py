"""Suspending people who harm others, and ending it early."""

from datetime import datetime

from django.db import transaction

from accounts import rules
from accounts.models import User
from audit.recording import record


@transaction.atomic
def suspend(actor: User, person: User, *, until: datetime) -> User:
    """Stop a person from writing until a moment; they can still sign in and read."""
    rules.require(rules.can_suspend(actor, person))
    return _set_suspension(actor, person, until, "person.suspended")


@transaction.atomic
def end_suspension(actor: User, person: User) -> User:
    """Let a suspended person write again."""
    rules.require(rules.can_suspend(actor, person))
    return _set_suspension(actor, person, None, "person.unsuspended")


def _set_suspension(actor: User, person: User, until: datetime | None, action: str) -> User:
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    person.suspended_until = until
    person.save(update_fields=["suspended_until"])
    record(actor, action, person, until=until.isoformat() if until else None)
    return person
