"""A picture of oneself beside one's name."""

import uuid
from functools import partial
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import rules
from accounts.models import User
from audit.models import AuditEvent
from audit.recording import record
from lib.images import reencode
from lib.media import avatar_name
from lib.pace import refuse_more_an_hour

SIDE = 256
MOST_AN_HOUR = 10


@transaction.atomic
def set_avatar(actor: User, file: BinaryIO) -> User:
    """Put a new picture, written anew under a new key, in place of the old one; return the person.

    Raises PermissionDenied, LimitError (too many within an hour), ImageError (not a picture, too large).
    """
    rules.require(rules.can_set_avatar(actor, actor))
    person = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    _check_pace(person)
    image = reencode(file, longest_side=SIDE, square=True)
    _replace(person, uuid.uuid4())
    record(actor, "avatar.set", person)
    # Last, because files are not taken back when the transaction is.
    default_storage.save(avatar_name(person.avatar_key), ContentFile(image.data))
    return person


@transaction.atomic
def remove_avatar(actor: User) -> User:
    """Take the picture away, file and all; the initials show again. Raises PermissionDenied."""
    rules.require(rules.can_edit_profile(actor, actor))
    person = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if person.avatar_key:
        _replace(person, None)
        record(actor, "avatar.removed", person)
    return person


def _replace(person: User, key: uuid.UUID | None) -> None:
    old, person.avatar_key = person.avatar_key, key
    person.save(update_fields=["avatar_key"])
    if old:
        transaction.on_commit(partial(default_storage.delete, avatar_name(old)))


def _check_pace(person: User) -> None:
    events = AuditEvent.objects.filter(target_type="user", target_id=person.pk, action="avatar.set")
    newest = events.order_by("-at").values_list("at", flat=True)
    refuse_more_an_hour(newest, MOST_AN_HOUR, _("You can change your picture %(most)d times within an hour."))
