"""What Django itself could reach at most: a view without any middleware that returns the bytes of a page."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODY = "YARDSTICK_BODY"
ENCODING = "YARDSTICK_ENCODING"


def application() -> Callable[..., Any]:
    """Return the site of one view for a process of the web server."""
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], SECRET_KEY="none")  # noqa: S106
    return get_wsgi_application()


def page(request: HttpRequest, anything: str = "") -> HttpResponse:
    return HttpResponse(_body, headers=_headers)


_body = Path(os.environ[BODY]).read_bytes() if BODY in os.environ else b""
_headers = {"Content-Encoding": os.environ[ENCODING]} if os.environ.get(ENCODING) else {}
urlpatterns = [path("<path:anything>", page), path("", page)]
