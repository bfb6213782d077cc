"""Addresses of merged questions lead to where their answers are."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from posts.links import path_of
from qa.selectors.merges import present_question


def follow_merges(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page of a question answer for one that was merged, with the way to the other.

    No browser remembers it: the two may be taken apart again. Costs a query only where there is no page.
    """

    @wraps(view)
    def checked(request: HttpRequest, post_id: int, **more: str) -> HttpResponse:
        try:
            return view(request, post_id, **more)
        except Http404:
            target = present_question(post_id, request.user)
            if target is None:
                raise
        response = HttpResponsePermanentRedirect(path_of(target))
        response.headers["Cache-Control"] = "no-cache"
        return response

    return checked
