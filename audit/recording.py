"""Writing to the record."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from audit.models import AuditEvent
from lib.inserting import insert_later, insert_many


def record(actor: models.Model | None, action: str, target: models.Model, **details: Any) -> None:
    """Add one event about `target`, in the caller's transaction; actor is None for the system itself.

    Details must hold ids and settings only, no text that a person wrote or any personal data.
    """
    insert_later(
        AuditEvent(
            actor_id=actor.pk if actor else None,
            action=action,
            target_type=target._meta.model_name,
            target_id=target.pk,
            details=details,
        )
    )


def record_many(
    actor: models.Model | None,
    target_model: type[models.Model],
    events: Iterable[tuple[int, str, dict[str, Any]]],
) -> None:
    """Add events about many targets of one kind, each (key, action, details), in the caller's transaction."""
    rows = list(events)
    insert_many(
        AuditEvent,
        {
            "target_id": [key for key, _action, _details in rows],
            "action": [action for _key, action, _details in rows],
            "details": [details for _key, _action, details in rows],
        },
        same={"actor_id": actor.pk if actor else None, "target_type": target_model._meta.model_name},
    )
