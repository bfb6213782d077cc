"""License numbers: stored encrypted, read by the applicant and the verifiers alone."""

from lib.encryption import UnreadableError, decrypt, encrypt

PURPOSE = "license-number"


def seal_license(number: str) -> bytes:
    """Return what is stored of a license number; nothing for none."""
    return encrypt(PURPOSE, number.encode()) if number else b""


def read_license(token: bytes) -> str:
    """Return the number; empty where there is none, or where the key it was stored with is gone."""
    try:
        return decrypt(PURPOSE, bytes(token)).decode() if token else ""
    except UnreadableError:
        return ""
