"""What a handle may look like."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from accounts.handles import HANDLE_PATTERN, handle_skeleton
from accounts.leaving import FORMER_SKELETON_PATTERN

RESERVED_HANDLES = frozenset(
    [
        "about", "admin", "admins", "administrator", "anonymous", "contact", "deleted", "edit", "editor", "expert",
        "experts", "guest", "help", "me", "mod", "moderator", "moderators", "mods", "muted", "none", "null",
        "official", "reviewer", "root", "security", "settings", "staff", "support", "system", "team", "undefined",
        "unknot", "unknot_team", "you",
    ]
)  # fmt: skip
RESERVED_SKELETONS = frozenset(
    handle_skeleton(handle) for handle in {*RESERVED_HANDLES, settings.SITE_NAME.replace(" ", "_")}
)


def refuse_reserved(handle: str) -> None:
    """Raise ValidationError for a handle that would pass for the site itself."""
    skeleton = handle_skeleton(handle)
    if skeleton in RESERVED_SKELETONS or re.match(FORMER_SKELETON_PATTERN, skeleton):
        raise ValidationError(_("This name is reserved. Please choose another."))


HANDLE_VALIDATORS = [
    RegexValidator(
        HANDLE_PATTERN,
        _("Use 3 to 30 small letters, digits or underscores; begin and end with a letter or digit."),
    ),
    refuse_reserved,
]
