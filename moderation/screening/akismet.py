"""What the service Akismet says; asked in the background after a text is stored, never while somebody waits.

So it says nothing here. `moderation.actions.asking_akismet` writes its answer beside what the others said, and goes by
the rule of this check: noted only, until a trial over such notes has been made.
"""

from django.utils.translation import gettext_lazy as _

from moderation.screening.findings import Check, Finding
from moderation.screening.material import Material

NAME = "akismet"
SPAM = 60
REASON = _("A service that knows many sites takes it for spam.")


def look(_material: Material) -> Finding | None:
    return None


CHECK = Check(NAME, _("Akismet"), look)
