"""How often somebody can send something, whatever it is: per person by role, per address and per network.

The numbers stand in settings.WRITE_LIMITS. Counters live in the cache "limits", under keyed hashes, for as long as
their window: no address is stored, and nothing is left a little later. With CACHE_URL all processes count together;
without it each process counts for itself, so that as many times more get through as there are processes.
"""

import ipaddress
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from accounts.network import PREFIX
from accounts.privileges import has_all, is_new
from lib.encryption import keyed_hash
from lib.proofs import LASTS, is_proof

PURPOSE = "accounts.write_limits"
OTHER = "other"
# Whoever lets the browser work gets so many times as much from one address or network.
PROVEN_TIMES = 4
PROOF_FIELD, PROOF_KEY_FIELD = "step_proof", "step_key"


@dataclass(frozen=True)
class Stop:
    """A limit is reached: how many seconds it lasts, and whether work of the browser opens the way."""

    seconds: int
    can_prove: bool


@dataclass(frozen=True)
class Counter:
    """What is counted: `number` times within `seconds` under a name; `is_shared` by strangers."""

    name: str
    number: int
    seconds: int
    is_shared: bool


def stop_of(request: HttpRequest) -> Stop | None:
    """Count a request that writes; return the limit that it has reached, None if it may go on."""
    now = time.time()
    reached = [counter for counter in _counters(request) if _count(counter, now) > counter.number]
    if not reached:
        return None
    is_shared = all(counter.is_shared for counter in reached)
    if is_shared and _is_proven(request) and _is_within_more(reached, now):
        return None
    seconds = max(_seconds_left(counter, now) for counter in reached)
    return Stop(seconds, can_prove=is_shared and _is_within_more(reached, now))


def role_of(request: HttpRequest) -> str:
    person = request.user
    if not person.is_authenticated:
        return "anonymous"
    if has_all(person):
        return "trusted"
    return "new" if is_new(person) else "member"


def bucket_of(request: HttpRequest) -> str:
    """Return under which name of settings.WRITE_LIMITS the address counts."""
    match = request.resolver_match
    return settings.WRITE_LIMIT_OF.get(match.view_name if match else "", OTHER)


def _counters(request: HttpRequest) -> Iterator[Counter]:
    bucket, role = bucket_of(request), role_of(request)
    limits = settings.WRITE_LIMITS[bucket]
    address, network = _places(request)
    is_anonymous = role == "anonymous"
    places = [("address", address, role if is_anonymous else "address"), ("network", network, "network")]
    for kind, where, row in places:
        hashed = keyed_hash(PURPOSE, f"{kind} {where}")
        for number, seconds in limits[row]:
            yield Counter(f"{bucket}:{hashed[:32]}", number, seconds, is_shared=True)
    if not is_anonymous:
        for number, seconds in limits[role]:
            yield Counter(f"{bucket}:person-{request.user.pk}", number, seconds, is_shared=False)


def _places(request: HttpRequest) -> tuple[str, str]:
    """Return the address that a request comes from, and its network."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request).partition("%")[0])
    return str(address), str(ipaddress.ip_network((address, PREFIX[address.version]), strict=False))


def _key(counter: Counter, now: float) -> str:
    return f"{counter.name}:{counter.seconds}:{int(now // counter.seconds)}"


def _count(counter: Counter, now: float) -> int:
    """Add one to a counter and return it; windows begin at whole multiples of their length."""
    cache, key = caches["limits"], _key(counter, now)
    try:
        return cache.incr(key)
    except ValueError:
        cache.add(key, 0, counter.seconds + 1)
        return cache.incr(key)


def _seconds_left(counter: Counter, now: float) -> int:
    return counter.seconds - int(now % counter.seconds)


def _is_within_more(reached: list[Counter], now: float) -> bool:
    """Whether what is allowed to browsers that have worked is not used up as well."""
    counts = caches["limits"].get_many([_key(counter, now) for counter in reached])
    return all(counts.get(_key(counter, now), 0) <= counter.number * PROVEN_TIMES for counter in reached)


def _is_proven(request: HttpRequest) -> bool:
    """Whether the browser has worked for this form; a proof counts once."""
    try:
        key = uuid.UUID(request.POST.get(PROOF_KEY_FIELD, ""))
    except ValueError:
        return False
    if not is_proof(request.POST.get(PROOF_FIELD, ""), key):
        return False
    return caches["limits"].add(f"proof:{key}", 1, LASTS.total_seconds())
