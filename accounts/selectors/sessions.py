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
from lib.pagination import Order, Page, paginate

PAGE_SIZE = 20
NEWEST = Order("created_at")
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


@dataclass(frozen=True)
class SessionsPage:
    """The session in use, on the first page, and one page of the others."""

    current: SessionRow | None
    page: Page[SessionRow]


def list_sessions(person: User, current_key: str, cursor: str) -> SessionsPage:
    """Return one page of the person's other sessions that still live, the newest first, in two queries."""
    live = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    found = UserSession.objects.filter(Exists(live), user=person).fetch_mode(models.FETCH_RAISE)
    page = paginate(found.exclude(session_key=current_key), NEWEST, cursor, size=PAGE_SIZE)
    current = None if page.previous_cursor else found.filter(session_key=current_key).first()
    return SessionsPage(
        current=_row(current, is_current=True) if current else None,
        page=Page([_row(session) for session in page.rows], page.previous_cursor, page.next_cursor),
    )


def _row(session: UserSession, *, is_current: bool = False) -> SessionRow:
    device = describe_device(session.user_agent)
    return SessionRow(session.pk, device, session.ip, session.created_at, is_current=is_current)


def describe_device(user_agent: str) -> str:
    """Return what a browser says of itself in words, such as 'Firefox on Linux'."""
    browser = next((name for name, pattern in BROWSERS if re.search(pattern, user_agent)), _("Browser"))
    system = next((name for name, pattern in SYSTEMS if re.search(pattern, user_agent)), "")
    return _("{browser} on {system}").format(browser=browser, system=system) if system else browser
