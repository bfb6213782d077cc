"""What somebody sees who sends too much: how long to wait, the text that was sent, and a way on for people."""

import math
import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.write_limits import PROOF_FIELD, PROOF_KEY_FIELD, Stop
from lib.kept import kept_texts
from lib.proofs import make_challenge

NOT_KEPT = {"csrfmiddlewaretoken", PROOF_FIELD, PROOF_KEY_FIELD}


def answer_too_much(request: HttpRequest, stop: Stop) -> HttpResponse:
    """Return a page, or a few words of JSON for programs and htmx; all with the seconds to wait."""
    if request.htmx:
        messages.error(request, words_of(stop))
    response = _json(stop) if request.htmx or _wants_json(request) else _page(request, stop)
    response.headers["Retry-After"] = str(stop.seconds)
    response.headers["Cache-Control"] = "no-store"
    if request.htmx:
        # The page shows the message when it is loaded anew.
        response.headers["HX-Refresh"] = "true"
    return response


def words_of(stop: Stop) -> str:
    minutes = math.ceil(stop.seconds / 60)
    pause = (
        ngettext("%(count)d second", "%(count)d seconds", stop.seconds) % {"count": stop.seconds}
        if stop.seconds < 120
        else ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    )
    return _("That was a lot in a short time. Please try again in %(pause)s.") % {"pause": pause}


def _wants_json(request: HttpRequest) -> bool:
    return request.path.startswith("/api/") or request.get_preferred_type(
        ["text/html", "application/json"]
    ) == ("application/json")


def _json(stop: Stop) -> JsonResponse:
    return JsonResponse(
        {"error": "too_many_requests", "detail": words_of(stop), "retry_after": stop.seconds}, status=429
    )


def _page(request: HttpRequest, stop: Stop) -> HttpResponse:
    fields = _fields(request) if stop.can_prove else []
    key = uuid.uuid4()
    context = {
        "words": words_of(stop),
        "kept": kept_texts(request),
        "fields": fields,
        "key": key,
        "challenge": make_challenge(key) if fields else None,
    }
    return render(request, "pages/slow_down.html", context, status=429)


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was sent, to be sent again; nothing of forms with secrets or files, which a page cannot keep."""
    if request.FILES or any("password" in name or "code" in name for name in request.POST):
        return []
    return [
        (name, value) for name in request.POST if name not in NOT_KEPT for value in request.POST.getlist(name)
    ]
