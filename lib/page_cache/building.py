"""Building a copy: from a request that is the same for everybody, and with what the page says about itself."""

import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from io import BytesIO

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

KEPT = frozenset(
    {"SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "HTTP_HOST"}
)


@dataclass
class Notes:
    """What the code that builds a page tells about the copy."""

    seconds: float = math.inf
    on_view: list[Callable[[], None]] = field(default_factory=list)


_notes: ContextVar[Notes | None] = ContextVar("page_notes", default=None)


@contextmanager
def taking_notes() -> Iterator[Notes]:
    """Collect what the page that is built inside tells."""
    notes = Notes()
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def is_taking_notes() -> bool:
    """Whether the page that is built is to be kept; if not, nobody needs to know how long it stays as it is."""
    return _notes.get() is not None


def changes_within(seconds: float) -> None:
    """Say that the page will read differently so many seconds from now, for example "5 minutes ago"."""
    if notes := _notes.get():
        notes.seconds = min(notes.seconds, seconds)


def on_each_view(act: Callable[[], None]) -> None:
    """Do something when the page is sent, and each time a copy of it is."""
    if notes := _notes.get():
        notes.on_view.append(act)
    else:
        act()


def guest_request(request: HttpRequest, language: str, cookies: Mapping[str, str]) -> WSGIRequest:
    """Return the request of a reader of whom nothing is known but language and these cookies."""
    meta = request.META
    environ = {name: meta[name] for name in meta if name in KEPT or name.startswith("wsgi.")}
    if settings.SECURE_PROXY_SSL_HEADER:
        header = settings.SECURE_PROXY_SSL_HEADER[0]
        environ |= {header: meta[header]} if header in meta else {}
    environ |= {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO(), "HTTP_ACCEPT_LANGUAGE": language}
    if sent := "; ".join(f"{name}={value}" for name, value in cookies.items() if value):
        environ["HTTP_COOKIE"] = sent
    return WSGIRequest(environ)


def may_be_kept(response: HttpResponse) -> bool:
    """Whether a page is the same for everybody: complete, without cookies, and its view did not say otherwise."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not response.has_header("Content-Encoding")
    )
