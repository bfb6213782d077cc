"""Addresses of guests, encrypted for mailing; posts.guest_addresses hashes them for finding."""

from lib.encryption import decrypt, encrypt

PURPOSE = "comments.guest"


def seal(address: str) -> bytes:
    """Return an e-mail address encrypted."""
    return encrypt(PURPOSE, address.encode())


def unseal(sealed: bytes) -> str:
    """Return an e-mail address that `seal` has encrypted; raises lib.encryption.UnreadableError."""
    return decrypt(PURPOSE, bytes(sealed)).decode()
