"""Shows times in the zone that the reader has chosen."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lib.time_zones import find_zone


class TimeZoneMiddleware:
    """Takes the zone from the reader's own row, which every page loads for its header anyway.

    Without a session nothing is looked up, so that what is sent to everybody stays free of cookies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = ""
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            name = getattr(request.user, "time_zone", "")
        with timezone.override(find_zone(name)):
            return self.get_response(request)
