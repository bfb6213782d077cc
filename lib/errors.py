"""The one exception that tells a person why something cannot be done now."""

from django.utils.functional import Promise


class UserError(Exception):
    """Something that the person may read; `field` names the form field that it belongs to, if any."""

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
