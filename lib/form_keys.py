"""Keys of forms that say when the form was opened, so that no second hidden field is needed.

A key is a UUID of version 8 (RFC 9562: ours to fill): 32 bits of seconds since 1970, 30 random bits, and 60 bits of a
keyed hash over both. A key of another make is as good for telling copies of a form apart; it says nothing of time.
"""

import hmac
import secrets
import time
import uuid
from functools import lru_cache

from django.conf import settings

from lib.encryption import keyed_hash

RANDOM_BITS, MAC_BITS = 30, 60
VERSION, VARIANT = 8 << 76, 2 << 62


def new_form_key() -> uuid.UUID:
    """Return the key of a form that is opened now."""
    return _make(int(time.time()), secrets.randbits(RANDOM_BITS))


def opened_at(key: uuid.UUID) -> int | None:
    """Return the second in which the form with this key was opened; None for keys that we have not made."""
    number = key.int
    seconds, random = number >> 96, _random_of(number)
    return seconds if hmac.compare_digest(_make(seconds, random).bytes, key.bytes) else None


def _make(seconds: int, random: int) -> uuid.UUID:
    """Lay the parts around the six bits in which every UUID says its version and variant."""
    mac = _mac(seconds, random)
    high = (seconds << 96) | ((random >> 14) << 80) | VERSION | (((random >> 2) & 0xFFF) << 64)
    low = VARIANT | ((random & 0x3) << 60) | mac
    return uuid.UUID(int=high | low)


def _random_of(number: int) -> int:
    return (((number >> 80) & 0xFFFF) << 14) | (((number >> 64) & 0xFFF) << 2) | ((number >> 60) & 0x3)


def _mac(seconds: int, random: int) -> int:
    digest = hmac.digest(_secret(settings.ENCRYPTION_KEYS[-1]), f"{seconds}.{random}".encode(), "sha256")
    return int.from_bytes(digest[:8]) >> (64 - MAC_BITS)


@lru_cache(maxsize=4)
def _secret(_key: str) -> bytes:
    """The key of these hashes; derived once, because each form needs it."""
    return keyed_hash("lib.form_keys", "opened").encode()
