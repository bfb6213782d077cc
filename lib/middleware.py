"""Turns errors meant for people into a page that keeps what they typed."""

import math
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from lib.errors import LimitError, UserError
from lib.kept import kept_texts


class UserErrorMiddleware:
    """Answers a UserError that no view handled with a page: the reason, and the text that was sent.

    For htmx both errors and redirects concern the whole page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        limit = getattr(request, "limited_by", None)
        if limit is not None:
            # The form says it too: see lib.refusing.
            response.status_code = limit.status
            _say_when(response, limit)
        if request.htmx and response.status_code in (301, 302):
            # htmx would follow silently and put, say, the sign-in page where a button was.
            return HttpResponseClientRedirect(response.headers["Location"])
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, UserError):
            return None
        if request.htmx:
            messages.error(request, error.message)
            return HttpResponseClientRefresh()
        context = {"message": error.message, "kept": kept_texts(request)}
        response = render(request, "pages/problem.html", context, status=error.status)
        if isinstance(error, LimitError):
            _say_when(response, error)
        return response


def _say_when(response: HttpResponse, error: LimitError) -> None:
    """Programs read in a header how many seconds to wait."""
    if error.wait:
        response.headers["Retry-After"] = str(math.ceil(error.wait.total_seconds()))
