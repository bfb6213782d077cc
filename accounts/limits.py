"""How long somebody has to wait whom a rate limit has stopped."""

import math
import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest

ACCOUNT, MFA = "allauth.account", "allauth.mfa"
# Which limit stands before which page.
LIMITS = {
    "account_login": (ACCOUNT, "login"),
    "account_signup": (ACCOUNT, "signup"),
    "account_signup_by_passkey": (ACCOUNT, "signup"),
    "account_reset_password": (ACCOUNT, "reset_password"),
    "account_reset_password_from_key": (ACCOUNT, "reset_password_from_key"),
    "account_change_password": (ACCOUNT, "change_password"),
    "account_set_password": (ACCOUNT, "change_password"),
    "account_email": (ACCOUNT, "manage_email"),
    "account_reauthenticate": (ACCOUNT, "reauthenticate"),
    "mfa_reauthenticate": (ACCOUNT, "reauthenticate"),
    "mfa_reauthenticate_webauthn": (ACCOUNT, "reauthenticate"),
    "mfa_login_webauthn": (MFA, "webauthn_login"),
}
USUAL_SECONDS = 60


def seconds_to_wait(request: HttpRequest) -> int:
    """Return the seconds until the limit before this page lets the request through."""
    match = request.resolver_match
    if match is None or match.view_name not in LIMITS:
        return USUAL_SECONDS
    app, action = LIMITS[match.view_name]
    rates = {_key(request, app, action, rate): rate for rate in ratelimit.get_rates(app=app, action=action)}
    now = time.time()
    waits = [
        history[-1] + rates[key].duration - now
        for key, history in cache.get_many(rates).items()
        if len(history) >= rates[key].amount
    ]
    return max((math.ceil(wait) for wait in waits), default=USUAL_SECONDS)


def _key(request: HttpRequest, app: str, action: str, rate: ratelimit.Rate) -> str:
    """Return where allauth counts; limits for one address count by what was typed."""
    address = request.POST.get("email", "").strip().lower()
    return ratelimit.get_cache_key(request, app=app, action=action, rate=rate, key=address, user=request.user)
