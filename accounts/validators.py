"""What a handle may look like."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

HANDLE_PATTERN = r"^[a-z0-9][a-z0-9_]{1,28}[a-z0-9]$"
RESERVED_HANDLES = frozenset(
    [
        "about", "admin", "administrator", "anonymous", "contact", "edit", "expert", "experts", "guest",
        "help", "me", "mod", "moderator", "moderators", "none", "null", "official", "root", "security",
        "staff", "support", "system", "undefined", "unknot", "you",
    ]
)  # fmt: skip


def refuse_reserved(handle: str) -> None:
    """Raise ValidationError for a handle that would pass for the site itself."""
    if handle.lower() in RESERVED_HANDLES:
        raise ValidationError(_("This name is reserved. Please choose another."))


HANDLE_VALIDATORS = [
    RegexValidator(
        HANDLE_PATTERN,
        _("Use 3 to 30 small letters, digits or underscores; begin and end with a letter or digit."),
    ),
    refuse_reserved,
]
