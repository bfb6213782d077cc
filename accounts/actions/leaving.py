"""Wanting to be gone, and changing one's mind."""

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import rules
from accounts.leaving import GRACE, REMINDED_BEFORE, WhatOfPosts
from accounts.leaving_mails import mail_leaver
from accounts.models import User
from accounts.roles import Role
from audit.recording import record
from lib.errors import UserError


@transaction.atomic
def ask_to_leave(actor: User, posts: WhatOfPosts) -> User:
    """Close somebody's account for others, sign them out everywhere and fix the day on which it is erased.

    Roles rest meanwhile. Raises UserError for the last administrator, PermissionDenied.
    """
    rules.require(rules.can_leave(actor))
    person = _lock_with_administrators(actor)
    rules.require(rules.can_leave(person))
    roles = person.roles
    person.roles, person.roles_before_leaving = [], roles
    person.leaves_at, person.leaving_posts = timezone.now() + GRACE, WhatOfPosts(posts)
    person.save(update_fields=["roles", "roles_before_leaving", "leaves_at", "leaving_posts"])
    get_adapter().end_sessions(list(UserSession.objects.filter(user=person)))
    if roles:
        record(person, "roles.set", person, before=roles, after=[])
    record(person, "account.leaving", person, posts=person.leaving_posts)
    mail_leaver.enqueue(person.pk, "asked")
    return person


def _lock_with_administrators(actor: User) -> User:
    """Lock the person, and all administrators when they are one, so that two do not leave the site alone."""
    people = User.objects.select_for_update(no_key=True)
    if not actor.is_administrator:
        return people.get(pk=actor.pk)
    there = list(people.filter(roles__contains=[Role.ADMINISTRATOR], is_active=True).order_by("pk"))
    if not any(person.pk != actor.pk for person in there):
        raise UserError(
            _("You are the only administrator. Give somebody else this role first: a site needs one.")
        )
    return next((person for person in there if person.pk == actor.pk), None) or people.get(pk=actor.pk)


@transaction.atomic
def keep_account(actor: User) -> User:
    """Go on as before, in the roles that nobody has taken meanwhile. Raises PermissionDenied."""
    person = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    rules.require(rules.can_keep_account(person))
    person.leaves_at, person.leaving_posts, person.is_leaving_reminded = None, "", False
    person.roles, person.roles_before_leaving = person.roles_before_leaving, []
    person.save(
        update_fields=["leaves_at", "leaving_posts", "is_leaving_reminded", "roles", "roles_before_leaving"]
    )
    if person.roles:
        record(person, "roles.set", person, before=[], after=person.roles)
    record(person, "account.kept", person)
    return person


@transaction.atomic
def remind_leavers() -> int:
    """Mail those whose account is erased within a day, each once; return how many."""
    now = timezone.now()
    # A little more than a day, because this runs once a day.
    due = User.objects.select_for_update(no_key=True).filter(
        leaves_at__range=(now, now + 1.5 * REMINDED_BEFORE), is_leaving_reminded=False
    )
    keys = list(due.order_by("pk").values_list("pk", flat=True))
    User.objects.filter(pk__in=keys).update(is_leaving_reminded=True)
    for key in keys:
        mail_leaver.enqueue(key, "reminder")
    return len(keys)
