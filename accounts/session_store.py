"""Django's sessions in the database, found by a read whose SQL is written once: every signed-in page begins with it."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from lib.prepared import Prepared, Slot


class SessionStore(db.SessionStore):
    """Where SESSION_ENGINE in the settings leads without a shared cache."""

    def _get_session_from_db(self) -> Session | None:
        found = _sessions(key=self.session_key, now=timezone.now())
        if found:
            return found[0]
        self._session_key = None
        return None


@Prepared
def _sessions() -> models.QuerySet[Session]:
    key, now = Slot("key", models.CharField()), Slot("now", models.DateTimeField())
    return Session.objects.filter(session_key=key, expire_date__gt=now)
