"""Where a person is signed in."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

MOST = 50
# In this order: browsers also name those from which they descend.
BROWSERS = (
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Chrome", r"(?:Chrome|Chromium|CriOS)/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
)


@dataclass(frozen=True)
class SessionRow:
    """One browser in which the person is signed in."""

    pk: int
    device: str
    ip: str
    since: datetime
    is_current: bool


def list_sessions(person: User, current_key: str) -> list[SessionRow]:
    """Return the person's sessions that still live, this one first, then the newest, in one query."""
    live = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    found = UserSession.objects.filter(Exists(live), user=person).order_by("-created_at", "-pk")
    rows = [
        SessionRow(
            session.pk,
            describe_device(session.user_agent),
            session.ip,
            session.created_at,
            is_current=session.session_key == current_key,
        )
        for session in found.fetch_mode(models.FETCH_RAISE)[:MOST]
    ]
    return sorted(rows, key=lambda row: not row.is_current)


def describe_device(user_agent: str) -> str:
    """Return what a browser says of itself in words, such as 'Firefox on Linux'."""
    browser = next((name for name, pattern in BROWSERS if re.search(pattern, user_agent)), _("Browser"))
    system = next((name for name, pattern in SYSTEMS if re.search(pattern, user_agent)), "")
    return _("{browser} on {system}").format(browser=browser, system=system) if system else browser
