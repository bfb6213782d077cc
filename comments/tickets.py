"""What tells a guest's form from a program's: when it was opened, and work that the browser has done for it.

Nothing here is asked of a third party. The work is ALTCHA's (https://altcha.org, protocol version 1): find the
number whose SHA-256 with a salt gives a challenge. Salt and ticket name the form's key, so neither opens a second one.
"""

import base64
import binascii
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import altcha
from django.core import signing
from django.utils.translation import gettext as _

from lib.encryption import keyed_hash

PURPOSE = "comments.ticket"
LASTS = timedelta(hours=12)
# About half a second of a phone's time: half as many hashes as this on average.
LARGEST_NUMBER = 60_000
SECONDS_WITH_PROOF = 3
SECONDS_WITHOUT_PROOF = 20


class BadTicketError(Exception):
    """The form has to be opened anew, or sent a little later; `message` says which."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Challenge:
    """The work for a browser, as the page carries it."""

    salt: str
    challenge: str
    signature: str
    most: int


def make_ticket(post_id: int, key: uuid.UUID) -> str:
    """Return a signed note of when which form was opened under which post."""
    return signing.dumps([post_id, str(key), _now()], salt=PURPOSE)


def make_challenge(key: uuid.UUID) -> Challenge:
    """Return new work for the form with this key."""
    made = altcha.create_challenge_v1(
        hmac_key=_secret(),
        max_number=LARGEST_NUMBER,
        expires=datetime.now(UTC) + LASTS,
        params={"form": str(key)},
    )
    return Challenge(made.salt, made.challenge, made.signature, LARGEST_NUMBER)


def is_proof(proof: str, key: uuid.UUID) -> bool:
    """Whether this is the solution of work that was made for the form with this key."""
    try:
        payload = json.loads(base64.b64decode(proof, validate=True))
        if not isinstance(payload, dict) or altcha.extract_params_v1(payload).get("form") != [str(key)]:
            return False
        return altcha.verify_solution_v1(payload, _secret(), check_expires=True)[0]
    except (binascii.Error, ValueError, TypeError, AttributeError):
        return False


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


def _secret() -> str:
    return keyed_hash(PURPOSE, "altcha")
