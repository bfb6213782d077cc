"""What is not kept about where people were signed in."""

from datetime import timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.network import SHORTENED

ADDRESSES_KEPT = timedelta(days=30)


@transaction.atomic
def forget_ended_sessions() -> int:
    """Delete sessions that have expired, and what is noted about sessions that are no more; return how many."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    live = Session.objects.filter(session_key=OuterRef("session_key"))
    return UserSession.objects.filter(~Exists(live)).delete()[0]


@transaction.atomic
def shorten_addresses() -> int:
    """Cut the addresses of devices where somebody signed in a month ago or earlier; return how many."""
    old = UserSession.objects.filter(last_seen_at__lt=timezone.now() - ADDRESSES_KEPT)
    return old.exclude(ip=SHORTENED).update(ip=SHORTENED)
