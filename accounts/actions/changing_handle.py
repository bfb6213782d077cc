"""Taking another handle."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import rules
from accounts.handles import CHANGE_DAYS, TAKEN, TAKEN_CONSTRAINTS, broken_constraint
from accounts.models import FormerHandle, User
from audit.recording import record
from lib.errors import UserError


@transaction.atomic
def change_handle(actor: User, handle: str) -> User:
    """Give someone another handle and keep the old one for them for ever; return the person.

    Raises UserError (field `handle`) when it is too early or the handle is somebody else's, PermissionDenied.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    rules.require(rules.can_write(person))
    if handle == person.handle:
        return person
    if not rules.can_change_handle(person, person):
        raise UserError(
            _("A handle can be changed once in %(days)s days.") % {"days": CHANGE_DAYS}, field="handle"
        )
    FormerHandle.objects.get_or_create(handle=person.handle, defaults={"person": person})
    _store(person, handle)
    record(person, "handle.changed", person)
    return person


def _store(person: User, handle: str) -> None:
    person.handle, person.handle_changed_at = handle, timezone.now()
    try:
        with transaction.atomic():
            person.save(update_fields=["handle", "handle_changed_at"])
    except IntegrityError as error:
        if broken_constraint(error) in TAKEN_CONSTRAINTS:
            raise UserError(TAKEN, field="handle") from error
        raise
