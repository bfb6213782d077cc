"""Addresses that exist only to show how pages are kept."""

import threading
import time
from collections import Counter

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

from lib.page_cache.building import changes_within, on_each_view
from lib.page_cache.policy import cached_for_guests

built: Counter[str] = Counter()
asked: Counter[str] = Counter()
viewed: Counter[str] = Counter()
versions: Counter[str] = Counter()
speed = {"seconds": 0.0, "at_once": 0, "most_at_once": 0}
lock = threading.Lock()
LONG = "A calf that cramps at night. " * 400


def version(name="page"):
    asked[name] += 1
    return versions[name]


def gone():
    return None


@cached_for_guests(version, query=("sort",))
def page(request):
    built["page"] += 1
    on_each_view(lambda: viewed.update(["page"]))
    return HttpResponse(f"version {versions['page']}, sort {request.GET.get('sort')}. {LONG}")


@cached_for_guests(version, "name")
def named(request, name):
    built[name] += 1
    return HttpResponse(f"{name} {versions[name]} {LONG}")


@cached_for_guests(version)
def echo(request):
    """Says everything that it knows about its reader."""
    built["echo"] += 1
    known = {name: value for name, value in request.META.items() if not name.startswith("wsgi.")}
    return HttpResponse(f"{sorted(known.items())} {request.COOKIES} {dict(request.session)} {request.user}")


@cached_for_guests(version)
def sets_cookie(request):
    built["sets_cookie"] += 1
    response = HttpResponse("hello")
    response.set_cookie("visits", str(built["sets_cookie"]))
    return response


@cached_for_guests(version)
def starts_session(request):
    built["starts_session"] += 1
    request.session["visits"] = built["starts_session"]
    return HttpResponse("hello")


@cached_for_guests(version)
def says_private(request):
    built["says_private"] += 1
    return HttpResponse("hello", headers={"Cache-Control": "no-store"})


@cached_for_guests(version)
def streams(request):
    built["streams"] += 1
    return StreamingHttpResponse([b"hello"])


@cached_for_guests(version)
def fails(request):
    built["fails"] += 1
    return HttpResponse("hello", status=404)


@cached_for_guests(gone)
def missing(request):
    built["missing"] += 1
    return HttpResponse("hello")


@cached_for_guests(version)
def soon_other(request):
    built["soon_other"] += 1
    changes_within(0.4)
    changes_within(60)
    return HttpResponse("hello")


@cached_for_guests(version)
def changes_meanwhile(request):
    """Something changes after the page has read it."""
    read = versions["page"]
    versions["page"] += not built["changes_meanwhile"]
    built["changes_meanwhile"] += 1
    return HttpResponse(f"version {read}")


@cached_for_guests(version)
def slow(request):
    with lock:
        speed["at_once"] += 1
        speed["most_at_once"] = max(speed["most_at_once"], speed["at_once"])
        built["slow"] += 1
    time.sleep(speed["seconds"])
    with lock:
        speed["at_once"] -= 1
    return HttpResponse("hello")


def plain(request):
    built["plain"] += 1
    return HttpResponse("hello")


urlpatterns = [
    path(f"{view.__name__}/", view)
    for view in (
        page, echo, sets_cookie, starts_session, says_private, streams, fails, missing, soon_other,
        changes_meanwhile, slow, plain,
    )
] + [path("named/<str:name>/", named)]  # fmt: skip
