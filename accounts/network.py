"""Where a request comes from, as far as limits have to know it."""

import ipaddress
from collections import defaultdict
from collections.abc import Collection

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.db.models import F, Func, GenericIPAddressField
from django.http import HttpRequest

from lib.encryption import keyed_hash

# What one household or one phone network usually has.
PREFIX = {4: 24, 6: 48}
# Of IPv4 the first three numbers stay, of IPv6 the first three groups: a neighborhood, no device.
SHORTENED = Func(
    F("ip"),
    template=(
        "host(network(set_masklen(%(expressions)s, CASE family(%(expressions)s) WHEN 4 THEN 24 ELSE 48 END)))::inet"
    ),
    output_field=GenericIPAddressField(),
)


def network_hash(request: HttpRequest) -> str:
    """Return a keyed hash of the network that a request comes from; no address can be told from it."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request).partition("%")[0])
    network = ipaddress.ip_network((address, PREFIX[address.version]), strict=False)
    return keyed_hash("accounts.network", str(network))


def networks_of(people: Collection[int]) -> dict[int, set[str]]:
    """Return from which networks people are signed in, by their keys, in one query; for comparing, not for showing."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = UserSession.objects.filter(user_id__in=people).annotate(network=SHORTENED)
    for person, network in rows.order_by().values_list("user_id", "network").distinct():
        found[person].add(network)
    return found
