"""Guests are known by the hash of their address alone; whoever has confirmed that address is the guest."""

from accounts.models import User
from lib.encryption import keyed_hash

# Of the kept hashes: another word here would make strangers of all guests.
PURPOSE = "comments.guest"


def address_hash(address: str) -> str:
    """Return the keyed hash of an address, whatever the case of its letters."""
    return keyed_hash(PURPOSE, address.strip().lower())


def address_hashes(person: User) -> list[str]:
    """Return the keyed hashes of the addresses that someone has confirmed by now, in one query."""
    confirmed = person.emailaddress_set.filter(verified=True)
    return [address_hash(email) for email in confirmed.values_list("email", flat=True)]


def is_guest(person: User, guest_hash: str) -> bool:
    """Whether someone has confirmed the address of this hash; a page full of comments asks the database once."""
    return guest_hash != "" and guest_hash in map(address_hash, person.confirmed_addresses)
