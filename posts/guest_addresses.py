"""Guests are known by the hash of their address alone; whoever has confirmed that address is the guest."""

from accounts.models import User
from lib.encryption import keyed_hash

# Of the kept hashes: another word here would make strangers of all guests.
PURPOSE = "comments.guest"


def address_hash(address: str) -> str:
    """Return the keyed hash of an address, whatever the case of its letters."""
    return keyed_hash(PURPOSE, address.strip().lower())


def address_hashes(person: User) -> list[str]:
    """Return the keyed hashes of the addresses that someone has confirmed by now, asked for anew in one query.

    For what is handed over, given out or decided about by these hashes, whatever was known when the request began.
    """
    return [address_hash(email) for email in person.read_confirmed_addresses()]


def is_guest(person: User, guest_hash: str) -> bool:
    """Whether someone has confirmed the address of this hash, as far as this object of a person knows.

    For rules, which are asked about every comment of a page: the database is asked for the first one alone.
    """
    return guest_hash != "" and guest_hash in map(address_hash, person.confirmed_addresses)
