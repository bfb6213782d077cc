"""Where a request comes from, as far as limits have to know it."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from lib.encryption import keyed_hash

# What one household or one phone network usually has.
PREFIX = {4: 24, 6: 48}


def network_hash(request: HttpRequest) -> str:
    """Return a keyed hash of the network that a request comes from; no address can be told from it."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request).partition("%")[0])
    network = ipaddress.ip_network((address, PREFIX[address.version]), strict=False)
    return keyed_hash("accounts.network", str(network))
