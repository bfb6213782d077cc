"""Signing out other browsers."""

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts import rules
from accounts.models import User
from audit.recording import record


@transaction.atomic
def end_session(actor: User, session: UserSession) -> None:
    """End one session of one's own."""
    rules.require(rules.can_end_session(actor, session))
    get_adapter().end_sessions([session])
    record(actor, "session.ended", actor)


@transaction.atomic
def end_other_sessions(actor: User, current_key: str) -> int:
    """End all sessions but the one in use; return how many there were."""
    rules.require(actor.is_authenticated)
    others = list(UserSession.objects.filter(user=actor).exclude(session_key=current_key))
    get_adapter().end_sessions(others)
    record(actor, "session.others_ended", actor, number=len(others))
    return len(others)
