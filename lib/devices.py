"""Telling devices apart without knowing whose they are: a random number in a signed cookie."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "device"
LASTS_SECONDS = 365 * 24 * 60 * 60
SALT = "lib.devices"


def read_device(request: HttpRequest) -> str:
    """Return the device's number from its cookie; a new one when there is none or it was altered."""
    try:
        return request.get_signed_cookie(COOKIE, salt=SALT, max_age=LASTS_SECONDS)
    except (KeyError, signing.BadSignature):
        return secrets.token_urlsafe(16)


def device_hash(device: str) -> str:
    """Return what may be stored of a device: a keyed hash, useless without the site's secret."""
    return salted_hmac(SALT, device, algorithm="sha256").hexdigest()


def remember_device(response: HttpResponse, device: str) -> None:
    """Set the cookie; only after the reader has done something that counts once a device."""
    response.set_signed_cookie(
        COOKIE,
        device,
        salt=SALT,
        max_age=LASTS_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
