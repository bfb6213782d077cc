"""How much somebody has written within minutes."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from moderation.screening.findings import Check, Finding
from moderation.screening.material import Material

# (so many posts, within, score); the newest twenty posts are known.
STEPS = ((18, timedelta(minutes=10), 60), (10, timedelta(minutes=5), 40))
STEPS_NEW = ((6, timedelta(minutes=10), 40), (3, timedelta(minutes=2), 30))
KNOWN_AUTHOR_DAYS = 3


def look(material: Material) -> Finding | None:
    if material.author is None:
        return None
    is_new = material.now - material.author.created_at < timedelta(days=KNOWN_AUTHOR_DAYS)
    for number, span, score in STEPS_NEW if is_new else STEPS:
        if material.written_within(span) >= number:
            return Finding(score, _("Its author has written very much within minutes."))
    return None


CHECK = Check("velocity", _("Many posts within minutes"), look, is_proven=True)
