"""The home page, the pages that explain the site, what browsers ask for, its health, and errors."""

import math

from django.core.files.storage import default_storage
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from accounts.limits import seconds_to_wait
from config.manifest import site_manifest
from config.offline import worker_script
from knowledge.selectors.articles import home_articles
from lib.body_sites import GROUPS
from lib.images import CONTENT_TYPE
from lib.kept import kept_texts
from lib.media import PUBLIC_NAME
from lib.page_cache.policy import cached_for_guests
from moderation.house_rules import RULES
from posts.selectors.page_versions import lists
from qa.selectors.question_list import latest_questions
from search.embedding import has_model

MEDIA_HEADERS = {
    # A file never changes under its name.
    "Cache-Control": "public, max-age=31536000, immutable",
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


def _media_etag(request: HttpRequest, name: str) -> str | None:
    """Return the mark of an uploaded file that is there; its name says it all."""
    is_there = PUBLIC_NAME.fullmatch(name) and default_storage.exists(name)
    return f'"{name.rpartition("/")[2]}"' if is_there else None


@require_safe
@condition(etag_func=_media_etag)
def media(request: HttpRequest, name: str) -> HttpResponse:
    """Serve an uploaded picture or avatar from whatever storage holds it; anything else is a 404."""
    if not PUBLIC_NAME.fullmatch(name):
        raise Http404
    try:
        with default_storage.open(name) as file:
            return HttpResponse(file.read(), content_type=CONTENT_TYPE, headers=MEDIA_HEADERS)
    except FileNotFoundError:
        raise Http404 from None


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
