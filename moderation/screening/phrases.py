"""Phrases that moderators watch: let through, hold, refuse. Replacing them is done before (`replaced`)."""

from django.utils.translation import gettext_lazy as _

from moderation.models import WatchedAction
from moderation.screening.findings import DECISIVE, Check, Finding
from moderation.screening.lists import current_lists
from moderation.screening.material import Material

HELD = 60


def look(material: Material) -> Finding | None:
    phrases = current_lists().phrases
    if match := phrases[WatchedAction.BLOCK].search(material.text):
        return Finding(DECISIVE, _("It holds words that are not published here."), match[0])
    if match := phrases[WatchedAction.ALLOW].search(material.text):
        return Finding(0, _("It holds words that speak for it."), match[0], allows=True)
    if match := phrases[WatchedAction.HOLD].search(material.text):
        return Finding(HELD, _("It holds words that a moderator reads first."), match[0])
    return None


CHECK = Check("phrases", _("Watched phrases"), look, is_proven=True)


def replaced(text: str) -> str:
    """Return a text with other words in the place of those that moderators do not want to see."""
    for pattern, words in current_lists().replacements:
        text = pattern.sub(lambda _match, words=words: words, text)
    return text
