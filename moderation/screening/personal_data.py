"""What tells who somebody is: the writer is asked about it before publishing; what matters most waits for a person."""

from django.utils.translation import gettext_lazy as _

from lib.identifiers import Kind as Found
from lib.identifiers import find_identifiers
from moderation.screening.findings import Check, Finding
from moderation.screening.material import Material

# Telephone numbers are looked at by a check of their own. Names alone are often those of drugs, tests and doctors.
SCORES = {
    Found.IBAN: 55, Found.CARD: 55, Found.NATIONAL_ID: 55, Found.ADDRESS: 25, Found.EMAIL: 20, Found.BIRTH_DATE: 20,
}  # fmt: skip
EACH_MORE = 15


def look(material: Material) -> Finding | None:
    """Weigh the gravest kind, and a little for each further one: an address with a date of birth says more than both.

    The passage is not repeated: which kinds there are is enough for moderators, who see the post.
    """
    before = {found.kind for found in find_identifiers(material.before)}
    text = f"{material.title}\n\n{material.body}"
    new = {found.kind for found in find_identifiers(text)} - before
    kinds = [kind for kind in SCORES if kind in new]
    if not kinds:
        return None
    score = SCORES[kinds[0]] + EACH_MORE * (len(kinds) - 1)
    return Finding(score, _("It holds personal data."), ", ".join(str(kind.label) for kind in kinds))


CHECK = Check("personal_data", _("Personal data"), look, is_proven=True)
