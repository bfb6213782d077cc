"""Giving and taking the roles of the team."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import rules
from accounts.models import User
from accounts.roles import Role
from audit.recording import record
from lib.errors import UserError


@transaction.atomic
def set_roles(actor: User | None, person: User, roles: Iterable[str]) -> User:
    """Give a person exactly these roles; actor None stands for the operator at the console.

    Raises UserError for who leaves or is gone, PermissionDenied.
    """
    if actor is not None:
        rules.require(rules.can_grant_roles(actor, person))
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.has_profile:
        raise UserError(_("This account is closed, or about to be."))
    before, person.roles = person.roles, sorted({Role(role).value for role in roles})
    person.save(update_fields=["roles"])
    record(actor, "roles.set", person, before=before, after=person.roles)
    return person
