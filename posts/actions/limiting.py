"""The limits of new members: so many posts and votes within some hours, so many links and mentions in a text."""

import re
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.privileges import Privilege, has_privilege, is_new
from lib.errors import LimitError
from lib.mentions import mentioned_handles
from posts.actions.writing import render_body
from posts.kinds import Kind
from posts.models import Post, Vote

NAME_OF = {Kind.QUESTION: "questions", Kind.COMMENT: "comments"}
LINK = re.compile(r'<a [^>]*href="(?:https?:)?//([^/"]+)', re.IGNORECASE)
# First key of the advisory locks under which the posts and votes of one new member are counted.
LIMIT_LOCK = 7_306


def refuse_too_much(author: User, kind: Kind, body: str, submission_key: uuid.UUID) -> None:
    """Raise LimitError when a new member's post is one too many, or has too many links or mentions.

    A form that is sent again is let through: it makes no second post. Two queries, none for others.
    """
    refuse_more_links(author, kind, body)
    if not is_new(author):
        return
    _refuse_mentions(body)
    _take_turns(author)
    newest = Post.objects.filter(author=author, kind=kind).order_by("-created_at")
    try:
        _refuse_more(newest, "created_at", NAME_OF[kind])
    except LimitError:
        if not Post.objects.filter(author=author, submission_key=submission_key).exists():
            raise


def refuse_more_votes(voter: User, post: Post) -> None:
    """Raise LimitError when a new member has said of enough other posts what helped.

    Two queries, none for others.
    """
    if is_new(voter):
        _take_turns(voter)
        given = Vote.objects.filter(voter=voter).exclude(post=post).order_by("-at")
        _refuse_more(given, "at", "votes")


def refuse_more_links(author: User, kind: str, body: str, before: str = "") -> None:
    """Raise LimitError when a text leads to more places outside than allowed, and than it did before."""
    if has_privilege(author, Privilege.MORE_LINKS):
        return
    most = settings.NEW_MEMBERS["links"]
    if count_links(kind, body) > max(most, count_links(kind, before) if before else 0):
        message = ngettext(
            "New members can put at most %(count)d link into a post. Please take some out.",
            "New members can put at most %(count)d links into a post. Please take some out.",
            most,
        )
        raise LimitError(message % {"count": most}, field="body")


def count_links(kind: str, body: str) -> int:
    """Return how many links of a text lead away from this site."""
    own = settings.SITE_URL.partition("//")[2]
    return sum(host != own for host in LINK.findall(render_body(kind, body)))


def _refuse_mentions(body: str) -> None:
    most = settings.NEW_MEMBERS["mentions"]
    if len(mentioned_handles(body)) > most:
        message = ngettext(
            "New members can mention at most %(count)d person in a post.",
            "New members can mention at most %(count)d people in a post.",
            most,
        )
        raise LimitError(message % {"count": most}, field="body")


def _take_turns(author: User) -> None:
    """Count and store one thing of a person at a time, until the end of the transaction.

    Not with the lock of the person's row: that one comes after those of tags, and here it would come before.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LIMIT_LOCK, author.pk % 2**31])


def _refuse_more(newest: QuerySet, column: str, what: str) -> None:
    """Raise LimitError when one of the limits (number, hours) is reached; one query over the newest rows."""
    limits = settings.NEW_MEMBERS[what]
    times = list(newest.values_list(column, flat=True)[: max(number for number, _hours in limits)])
    now = timezone.now()
    reached = [
        (times[number - 1] + timedelta(hours=hours), number, hours)
        for number, hours in limits
        if len(times) >= number and times[number - 1] > now - timedelta(hours=hours)
    ]
    if reached:
        until, number, hours = max(reached)
        raise LimitError(_words(what, number, hours) + " " + _until(until, now), wait=until - now)


def _words(what: str, number: int, hours: int) -> str:
    hour_count = ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}
    words = {
        "questions": _("New members can ask %(number)d questions within %(hours)s."),
        "comments": _("New members can write %(number)d comments within %(hours)s."),
        "votes": _("New members can say of %(number)d posts within %(hours)s what helped."),
    }
    return words[what] % {"number": number, "hours": hour_count}


def _until(until: datetime, now: datetime) -> str:
    return _("The next one is possible in %(pause)s, at %(time)s UTC.") % {
        "pause": timeuntil(until, now),
        "time": f"{until:%H:%M}",
    }
