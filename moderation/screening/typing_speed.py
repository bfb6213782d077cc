"""Texts that were there sooner than anybody types."""

from django.utils.translation import gettext_lazy as _

from moderation.screening.findings import Check, Finding
from moderation.screening.material import Material

# People paste what they have written elsewhere, so this never holds a text alone.
TOO_SOON_SECONDS, LETTERS = 3, 60
LETTERS_A_SECOND, LONG_TEXT = 40, 400
AT_ONCE, FAST = 30, 15


def look(material: Material) -> Finding | None:
    if material.opened_at is None:
        return None
    seconds = (material.now - material.opened_at).total_seconds()
    length = len(material.title) + len(material.body)
    if seconds < TOO_SOON_SECONDS and length >= LETTERS:
        return Finding(AT_ONCE, _("It was sent as soon as the form was open."))
    if length >= LONG_TEXT and length / max(seconds, 1) > LETTERS_A_SECOND:
        return Finding(FAST, _("It came faster than people type."))
    return None


CHECK = Check("typing_speed", _("Time of writing"), look, is_proven=True)
