"""Who has muted whom."""

from django.db import models

from accounts.models import PersonMute, User
from accounts.rules import Actor
from lib.inserting import Query
from lib.pagination import Order, Page, paginate
from lib.statements import fetch

MUTED = "SELECT 1 FROM accounts_personmute WHERE muter_id = %s AND muted_id = %s"


def has_muted(muter: Actor, person: User) -> bool:
    """Return whether someone does not want to hear from a person; one query, none when signed out."""
    return muter.is_authenticated and bool(fetch(MUTED, [muter.pk, person.pk]))


def mute_of(muter: User, person: User) -> Query:
    """The same as a part of another statement: finds something if there is a mute."""
    return Query(MUTED, [muter.pk, person.pk])


def list_muted(muter: User, cursor: str) -> Page[PersonMute]:
    """Return one page of the people someone has muted, the latest first, in one query."""
    mutes = PersonMute.objects.filter(muter=muter).select_related("muted")
    return paginate(mutes.fetch_mode(models.FETCH_RAISE), Order("pk"), cursor)
