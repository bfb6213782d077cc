"""Changing one's own profile."""

from django.db import transaction

from accounts import rules
from accounts.models import User
from audit.recording import record


@transaction.atomic
def edit_profile(actor: User, *, display_name: str, bio: str) -> User:
    """Store a new display name and text about oneself; return the person."""
    rules.require(rules.can_edit_profile(actor, actor))
    person = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    person.display_name = display_name
    person.bio = bio
    person.save(update_fields=["display_name", "bio"])
    record(actor, "profile.edited", person)
    return person
