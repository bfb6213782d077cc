"""Former addresses of articles lead to the present ones."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from knowledge.selectors.articles import present_slug

SAFE = ("GET", "HEAD")

type View = Callable[..., HttpResponse]


def follow_moves(view: View) -> View:
    """Let a view with a slug answer for former slugs, too, if the reader may see the article."""
    return _following(view, knows_reader=True)


def follow_moves_for_all(view: View) -> View:
    """Do the same in a view that does not look at who asks."""
    return _following(view, knows_reader=False)


def _following(view: View, *, knows_reader: bool) -> View:
    @wraps(view)
    def checked(request: HttpRequest, slug: str, **more: Any) -> HttpResponse:
        try:
            return view(request, slug=slug, **more)
        except Http404:
            present = present_slug(slug, request.user if knows_reader else AnonymousUser())
            if present is None:
                raise
        return _redirect(request, slug=present, **more)

    return checked


def _redirect(request: HttpRequest, **arguments: Any) -> HttpResponse:
    """Send on for good; a form keeps what it sends. No browser remembers it: the article may move back."""
    address = reverse(request.resolver_match.view_name, kwargs=arguments)
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    response = HttpResponsePermanentRedirect(f"{address}{query}", preserve_request=request.method not in SAFE)
    response.headers["Cache-Control"] = "no-cache"
    return response
