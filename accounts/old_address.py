"""Proving that one reads the mail at one's present address, before another may take its place.

Who has got into somebody's account, or finds it open, cannot take it away by that alone. What is asked and what was
proved stands in the session: a code counts in the browser that asked for it, for some minutes and a few tries.
"""

import re
import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.http import HttpRequest

from accounts.models import User
from lib.encryption import keyed_hash

KEY = "old-address"
PURPOSE = "accounts.old-address"
LASTS_SECONDS = 15 * 60
TRIES = 3


def needs_proof(person: User) -> bool:
    """Whether there is an address to prove; one that was never confirmed protects nobody."""
    return EmailAddress.objects.filter(user=person, email__iexact=person.email, verified=True).exists()


def send_code(request: HttpRequest) -> None:
    """Mail a new code to the present address; an earlier one counts no more."""
    adapter = get_adapter(request)
    code = adapter.generate_email_verification_code()
    _keep(request, {"asked": _hash(request.user, code), "tries": TRIES})
    adapter.send_mail("account/email/old_address", request.user.email, {"code": code})


def is_asked(request: HttpRequest) -> bool:
    """Whether a code was sent that still counts."""
    return "asked" in _state(request)


def prove(request: HttpRequest, code: str) -> bool:
    """Return whether this is the code that was sent; after a few wrong ones none is."""
    state = _state(request)
    if "asked" not in state:
        return False
    if state["asked"] == _hash(request.user, code):
        _keep(request, {"proved": _hash(request.user)})
        return True
    left = state["tries"] - 1
    request.session[KEY] = state | {"tries": left} if left else {}
    return False


def is_proved(request: HttpRequest) -> bool:
    """Whether the person has proved this very address within the last minutes."""
    return _state(request).get("proved") == _hash(request.user)


def _hash(person: User, code: str = "") -> str:
    letters = re.sub(r"[^A-Z0-9]", "", code.upper())
    return keyed_hash(PURPOSE, f"{person.pk} {person.email} {letters}")


def _keep(request: HttpRequest, state: dict[str, Any]) -> None:
    request.session[KEY] = state | {"until": time.time() + LASTS_SECONDS}


def _state(request: HttpRequest) -> dict[str, Any]:
    state = request.session.get(KEY, {})
    return state if state.get("until", 0) > time.time() else {}
