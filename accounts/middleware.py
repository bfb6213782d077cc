"""Shows times in the zone that the reader has chosen, and keeps writing within limits."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.limit_pages import answer_too_much
from accounts.models import User
from accounts.write_limits import stop_of
from lib.time_zones import find_zone

READING = ("GET", "HEAD", "OPTIONS", "TRACE")


class TimeZoneMiddleware:
    """Takes the zone from the reader's own row in the moment when that is loaded, for whatever else needs it.

    So it costs no query, and what is the same for everybody (the offline copies) stays free of cookies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _load_reader(request))
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


def _load_reader(request: HttpRequest) -> User | AnonymousUser:
    reader = get_user(request)
    if zone := find_zone(getattr(reader, "time_zone", "")):
        timezone.activate(zone)
    return reader


class WriteLimitMiddleware:
    """Stops who sends too much, on every address that takes anything but reading."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer in place of the view when a limit is reached."""
        if request.method in READING or not settings.WRITE_LIMITS_ON:
            return None
        stop = stop_of(request)
        return None if stop is None else answer_too_much(request, stop)
