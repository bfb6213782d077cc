"""Work that a browser does to show that somebody is in no hurry: cheap for one form, dear for a thousand.

Nothing here is asked of a third party. The work is ALTCHA's (https://altcha.org, protocol version 1): find the
number whose SHA-256 with a salt gives a challenge. The salt names the key of a form, so that the work for one form
does not open a second one.
"""

import base64
import binascii
import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import altcha

from lib.encryption import keyed_hash

PURPOSE = "lib.proofs"
LASTS = timedelta(hours=12)
# About half a second of a phone's time: half as many hashes as this on average.
LARGEST_NUMBER = 60_000


@dataclass(frozen=True)
class Challenge:
    """The work for a browser, as the page carries it."""

    salt: str
    challenge: str
    signature: str
    most: int


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


def _secret() -> str:
    return keyed_hash(PURPOSE, "altcha")
