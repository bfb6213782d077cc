"""The exceptions that tell a person why something cannot be done now."""

from datetime import timedelta

from django.utils.functional import Promise


class UserError(Exception):
    """Something that the person may read; `field` names the form field that it belongs to, if any."""

    status = 409

    def __init__(self, message: str | Promise, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class LimitError(UserError):
    """Too much at once; the message says how much is possible, and when again; `wait` is how long that takes.

    What no waiting helps against (too many links in one text) is no status 429, which promises that it does.
    """

    def __init__(
        self, message: str | Promise, *, field: str | None = None, wait: timedelta | None = None
    ) -> None:
        super().__init__(message, field=field)
        self.wait = wait
        self.status = 429 if wait else 422
