"""Encryption of what only some may read, and hashes that are useless without the site's keys.

Each purpose has keys of its own, derived from ENCRYPTION_KEYS: what was encrypted for one cannot be read as another.
"""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KEY_BYTES = 32


class UnreadableError(Exception):
    """The token was altered, made for another purpose, or with a key that the site no longer has."""


def encrypt(purpose: str, data: bytes) -> bytes:
    """Return the data as a token of URL-safe letters, encrypted with the first of the keys."""
    return _box(purpose).encrypt(data)


def decrypt(purpose: str, token: bytes) -> bytes:
    """Return the data of a token that any of the keys has made for this purpose; else UnreadableError."""
    try:
        return _box(purpose).decrypt(token)
    except InvalidToken:
        raise UnreadableError(f"Cannot decrypt what was stored for {purpose}.") from None


def keyed_hash(purpose: str, text: str) -> str:
    """Return a hash (HMAC-SHA256, 64 hex digits) by which stored rows can be found again.

    It uses the last of the keys, so that a new key, which comes first, changes no hash.
    """
    key = derive(settings.ENCRYPTION_KEYS[-1], f"hash:{purpose}")
    return hmac.digest(key, text.encode(), "sha256").hex()


def _box(purpose: str) -> MultiFernet:
    keys = (derive(key, f"encrypt:{purpose}") for key in settings.ENCRYPTION_KEYS)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def derive(key: str, info: str, salt: bytes | None = None) -> bytes:
    """Return the key for one use of one of the site's keys."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info.encode()).derive(key.encode())
