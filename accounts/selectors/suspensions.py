"""What was decided about a person's right to write."""

from accounts.models import User
from accounts.suspensions import SuspensionReason
from audit.models import AuditEvent

ACTIONS = ("person.suspended", "person.unsuspended")
SHOWN = 10


def list_suspensions(person: User) -> list[dict[str, object]]:
    """Return the latest suspensions of a person and their early ends, newest first, in one query."""
    events = AuditEvent.objects.filter(target_type="user", target_id=person.pk, action__in=ACTIONS)
    return [
        {
            "at": event.at,
            "by": event.actor,
            "is_end": event.action == "person.unsuspended",
            "days": event.details.get("days"),
            "reason": _label(event.details.get("reason", "")),
        }
        for event in events.select_related("actor").order_by("-id")[:SHOWN]
    ]


def _label(reason: str) -> str:
    return str(SuspensionReason(reason).label) if reason in SuspensionReason else ""
