"""Shows times in the zone that the reader has chosen."""

from collections.abc import Callable

from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from lib.time_zones import find_zone


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
