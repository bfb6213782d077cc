"""Writing to the record."""

from typing import Any

from django.db import models

from audit.models import AuditEvent


def record(actor: models.Model | None, action: str, target: models.Model, **details: Any) -> AuditEvent:
    """Add one event about `target`, in the caller's transaction; actor is None for the system itself.

    Details must hold ids and settings only, no text that a person wrote or any personal data.
    """
    return AuditEvent.objects.create(
        actor_id=actor.pk if actor else None,
        action=action,
        target_type=target._meta.model_name,
        target_id=target.pk,
        details=details,
    )
