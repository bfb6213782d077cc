"""The home page, the pages that explain the site, what browsers ask for, its health, and errors."""

import math

from django.core.files.storage import default_storage
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from accounts.limits import seconds_to_wait
from config.manifest import site_manifest
from config.offline import worker_script
from knowledge.selectors.articles import home_articles
from lib.body_sites import GROUPS
from lib.images import CONTENT_TYPE
from lib.kept import kept_texts
from lib.media import AVATAR_NAME
from lib.page_cache.policy import cached_for_guests
from moderation.house_rules import RULES
from posts.selectors.page_versions import lists
from posts.selectors.pictures import is_seen_by
from qa.selectors.question_list import latest_questions
from search.embedding import has_model

KEPT_FOR_EVER = "public, max-age=31536000, immutable"
# Who may see a picture changes with its post; the answer is short while the browser has it.
ASKED_EACH_TIME = "private, no-cache"
MEDIA_HEADERS = {
    "Content-Disposition": "inline",
    # Even if something else than a picture got there, it would be shown as nothing.
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


@cached_for_guests(lists("questions", "articles"))
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "questions": latest_questions(),
        "articles": home_articles(),
        "body_site_groups": GROUPS,
    }
    return render(request, "pages/home.html", context)


@cached_for_guests(lists())
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html")


@cached_for_guests(lists())
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/contact.html")


@cached_for_guests(lists())
@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/how_it_works.html")


@cached_for_guests(lists())
@require_safe
def house_rules(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/house_rules.html", {"rules": RULES})


@cached_for_guests(lists())
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the database answers; for load balancers and the start of `make run`.

    `search` says whether this process searches by meaning as well; it goes on by words alone otherwise.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "search": "hybrid" if has_model() else "words only"})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the relief steps in the browser; asked for again on every visit."""
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8", headers=headers)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    return JsonResponse(site_manifest(), content_type="application/manifest+json")


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse:
    """Serve an avatar, or a picture to those who may see it, from whatever storage holds it; all else is a 404."""
    is_avatar = AVATAR_NAME.fullmatch(name) is not None
    if not is_avatar and not is_seen_by(request.user, name):
        raise Http404
    try:
        response = _file(request, name)
    except FileNotFoundError:
        raise Http404 from None
    response.headers["Cache-Control"] = KEPT_FOR_EVER if is_avatar else ASKED_EACH_TIME
    return response


def _file(request: HttpRequest, name: str) -> HttpResponse:
    """Return a file that may be seen, or that the browser has it; raises FileNotFoundError."""
    # A file never changes under its name, so the name is its mark.
    etag = f'"{name.rpartition("/")[2]}"'
    if unchanged := get_conditional_response(request, etag=etag):
        if not default_storage.exists(name):
            raise FileNotFoundError
        unchanged.headers["ETag"] = etag
        return unchanged
    with default_storage.open(name) as file:
        headers = MEDIA_HEADERS | {"ETag": etag}
        return HttpResponse(file.read(), content_type=CONTENT_TYPE, headers=headers)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Say how long to wait, and give back what was typed."""
    seconds = seconds_to_wait(request)
    context = {"minutes": math.ceil(seconds / 60), "seconds": seconds, "kept": kept_texts(request)}
    response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a refused form and give back what was typed."""
    return render(request, "403_csrf.html", {"kept": kept_texts(request)}, status=403)
