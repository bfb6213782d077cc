"""Turns errors meant for people into a page that keeps what they typed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lib.errors import UserError
from lib.kept import kept_texts


class UserErrorMiddleware:
    """Answers a UserError that no view handled with a page: the reason, and the text that was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, UserError):
            return None
        context = {"message": error.message, "kept": kept_texts(request)}
        return render(request, "pages/problem.html", context, status=409)
