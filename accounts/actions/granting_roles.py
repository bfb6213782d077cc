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

    Of who leaves, none: then nothing comes back if the person stays. Raises UserError for new roles of who leaves,
    and for who is gone; PermissionDenied.
    """
    if actor is not None:
        rules.require(rules.can_grant_roles(actor, person))
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    after = sorted({Role(role).value for role in roles})
    if person.is_former or (person.is_leaving and after):
        raise UserError(_("This account is closed, or about to be."))
    before = person.roles_before_leaving if person.is_leaving else person.roles
    person.roles, person.roles_before_leaving = after, []
    person.save(update_fields=["roles", "roles_before_leaving"])
    record(actor, "roles.set", person, before=before, after=person.roles)
    return person
