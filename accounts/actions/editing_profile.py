"""Changing one's own profile."""

from dataclasses import asdict, dataclass, field

from django.db import transaction

from accounts import rules
from accounts.models import User
from accounts.names import standing_of, trouble_with_name
from audit.recording import record
from lib.errors import UserError
from lib.markdown import render_text


@dataclass(frozen=True)
class Profile:
    """What people say about themselves; all of it may be empty. `bio` is Markdown."""

    display_name: str = ""
    bio: str = ""
    country: str = ""
    languages: list[str] = field(default_factory=list)
    time_zone: str = ""
    hides_activity: bool = False


@transaction.atomic
def edit_profile(actor: User, profile: Profile) -> User:
    """Store a new profile; return the person.

    Raises UserError (field `display_name`) for a new name that would mislead, PermissionDenied.
    """
    rules.require(rules.can_edit_profile(actor, actor))
    person = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if profile.display_name != person.display_name:
        _refuse_misleading(profile.display_name, person)
    columns = asdict(profile)
    for name, value in columns.items():
        setattr(person, name, value)
    person.bio_html = render_text(profile.bio)
    person.save(update_fields=[*columns, "bio_html"])
    record(actor, "profile.edited", person, hides_activity=person.hides_activity)
    return person


def _refuse_misleading(name: str, person: User) -> None:
    if trouble := trouble_with_name(name, standing_of(person)):
        raise UserError(trouble, field="display_name")
