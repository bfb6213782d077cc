"""Noting that somebody took the record along."""

from django.db import transaction

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from moderation import rules


@transaction.atomic
def note_export(actor: User, *, filters: list[str]) -> None:
    """Record an export, and by which columns it was narrowed down; raises PermissionDenied."""
    require(rules.can_read_record(actor))
    record(actor, "record.exported", actor, filters=filters)
