"""What tells a guest's form from a program's: when it was opened. A ticket names its form's key and opens no other.

The work that the browser does besides is in lib.proofs.
"""

import uuid
from datetime import UTC, datetime

from django.core import signing
from django.utils.translation import gettext as _

from lib.proofs import LASTS

PURPOSE = "comments.ticket"
SECONDS_WITH_PROOF = 3
SECONDS_WITHOUT_PROOF = 20


class BadTicketError(Exception):
    """The form has to be opened anew, or sent a little later; `message` says which."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def make_ticket(post_id: int, key: uuid.UUID) -> str:
    """Return a signed note of when which form was opened under which post."""
    return signing.dumps([post_id, str(key), _now()], salt=PURPOSE)


def is_ticket(ticket: str, post_id: int, key: uuid.UUID) -> bool:
    """Whether a ticket is that of this form and not too old."""
    return _read_ticket(ticket, post_id, key) is not None


def check_ticket(ticket: str, post_id: int, key: uuid.UUID, *, is_proven: bool) -> None:
    """Raise BadTicketError unless the form was opened here, long enough ago and not too long."""
    opened_at = _read_ticket(ticket, post_id, key)
    if opened_at is None:
        raise BadTicketError(
            _("This form was open for too long. Your text is still here: please send it again.")
        )
    wait = SECONDS_WITH_PROOF if is_proven else SECONDS_WITHOUT_PROOF
    if (left := opened_at + wait - _now()) > 0:
        raise BadTicketError(
            _("That was very fast. Please wait %(seconds)d seconds, then send it again.") % {"seconds": left}
        )


def _read_ticket(ticket: str, post_id: int, key: uuid.UUID) -> int | None:
    """Return when the form was opened, in seconds, if the ticket is that of this form and not too old."""
    try:
        *form, opened_at = signing.loads(ticket, salt=PURPOSE)
    except signing.BadSignature:
        return None
    is_good = form == [post_id, str(key)] and _now() - opened_at < LASTS.total_seconds()
    return opened_at if is_good else None


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
