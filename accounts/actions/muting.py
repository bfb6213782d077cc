"""Not wanting to hear from somebody, and wanting to again."""

from django.db import transaction

from accounts import rules
from accounts.models import PersonMute, User
from audit.recording import record


@transaction.atomic
def mute(actor: User, person: User, *, wanted: bool) -> None:
    """Mute a person, or hear from them again; doing it twice changes nothing. Raises PermissionDenied."""
    rules.require(rules.can_mute(actor, person))
    if wanted:
        _mute, is_changed = PersonMute.objects.get_or_create(muter=actor, muted=person)
    else:
        is_changed = PersonMute.objects.filter(muter=actor, muted=person).delete()[0] > 0
    if is_changed:
        record(actor, "person.muted" if wanted else "person.unmuted", person)
