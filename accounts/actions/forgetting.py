"""What is not kept about where people were signed in."""

from datetime import timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, F, Func, GenericIPAddressField, OuterRef
from django.utils import timezone

ADDRESSES_KEPT = timedelta(days=30)
# Of IPv4 the first three numbers stay, of IPv6 the first three groups: a neighborhood, no device.
SHORTENED = Func(
    F("ip"),
    template=(
        "host(network(set_masklen(%(expressions)s, CASE family(%(expressions)s) WHEN 4 THEN 24 ELSE 48 END)))::inet"
    ),
    output_field=GenericIPAddressField(),
)


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
