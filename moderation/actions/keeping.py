"""Keeping an encrypted copy of a text that a decision changes or erases, for as long as it can be undone."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from lib.encryption import UnreadableError, decrypt, encrypt
from lib.errors import UserError
from moderation.models import Decision, Keepsake

PURPOSE = "moderation.keepsake"


def keep_copy(decision: Decision, copy: dict[str, Any]) -> None:
    """Store what a post said before this decision."""
    sealed = encrypt(PURPOSE, json.dumps(copy).encode())
    Keepsake.objects.create(decision=decision, sealed=sealed, kept_until=decision.undo_until)


def open_copy(decision: Decision) -> dict[str, Any]:
    """Return what the post said before; raises UserError when the copy has been erased."""
    kept = Keepsake.objects.filter(decision=decision).first()
    if kept is None:
        raise UserError(_("The earlier text was erased."))
    return json.loads(decrypt(PURPOSE, bytes(kept.sealed)))


def kept_texts() -> Iterator[tuple[None, str]]:
    """Return (None, text) of all that copies hold: what they show has to be there when a decision is undone."""
    for sealed in Keepsake.objects.values_list("sealed", flat=True).iterator(chunk_size=100):
        with suppress(UnreadableError):
            yield None, decrypt(PURPOSE, bytes(sealed)).decode()


def erase_old_copies() -> int:
    """Erase the copies whose time is over; return how many."""
    return Keepsake.objects.filter(kept_until__lt=timezone.now()).delete()[0]


def forget_copies(person_id: int) -> None:
    """Erase the copies of what somebody wrote who leaves."""
    Keepsake.objects.filter(decision__post__author_id=person_id).delete()
