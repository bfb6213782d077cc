"""Confirming that a warning was read."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from moderation import rules
from moderation.actions.undoing import follow_warnings
from moderation.models import AuthorWarning


@transaction.atomic
def confirm_warning(actor: User, warning: AuthorWarning) -> AuthorWarning:
    """Note that somebody has read a warning; with the last one confirmed they can write again."""
    warning = AuthorWarning.objects.select_for_update().get(pk=warning.pk)
    require(rules.can_confirm_warning(actor, warning))
    if warning.confirmed_at is None:
        warning.confirmed_at = timezone.now()
        warning.save(update_fields=["confirmed_at"])
        record(actor, "warning.confirmed", warning, decision=warning.decision_id)
        follow_warnings(actor.pk)
    return warning
