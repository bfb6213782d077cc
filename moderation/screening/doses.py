"""Doses of medicines: what to take, and how much of it, is for experts to say."""

from django.utils.translation import gettext_lazy as _

from lib.doses import find_doses
from moderation.screening.findings import Check, Finding
from moderation.screening.material import Material
from posts.kinds import Kind

# Held for a person to read, and never refused for this alone.
HELD = 55
REASON = _(
    "It names a medicine with a dose; how much is right differs from person to person, so doses are for experts to say."
)


def look(material: Material) -> Finding | None:
    """A medicine with a dose that was not in the text before, unless an expert says it.

    Whoever asks may say what they take themselves: that is no advice, and experts need to know it.
    """
    if material.author is not None and material.author.is_verified_expert:
        return None
    known = {(mention.drug, mention.dose) for mention in find_doses(material.before)}
    reports_own = material.kind == Kind.QUESTION or material.is_own_thread
    for mention in find_doses(f"{material.title}\n\n{material.body}\n\n{material.beside}"):
        is_report = reports_own and mention.is_own_use
        if (mention.drug, mention.dose) not in known and not is_report:
            return Finding(HELD, REASON, f"{mention.drug} … {mention.dose}")
    return None


CHECK = Check("doses", _("Doses of medicines"), look, is_proven=True, for_everybody=True)
