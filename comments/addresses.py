"""Addresses of guests: encrypted for mailing, hashed for finding."""

from lib.encryption import decrypt, encrypt, keyed_hash

PURPOSE = "comments.guest"


def seal(address: str) -> bytes:
    """Return an e-mail address encrypted."""
    return encrypt(PURPOSE, address.encode())


def unseal(sealed: bytes) -> str:
    """Return an e-mail address that `seal` has encrypted; raises lib.encryption.UnreadableError."""
    return decrypt(PURPOSE, bytes(sealed)).decode()


def address_hash(address: str) -> str:
    """Return the keyed hash of an address, whatever the case of its letters."""
    return keyed_hash(PURPOSE, address.strip().lower())
