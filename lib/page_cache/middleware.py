"""Serves pages to readers without a session from memory; the first middleware, before session and messages."""

import hashlib
from collections.abc import Callable, Iterable
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import translation
from django.utils.http import parse_etags
from django.utils.module_loading import import_string

from lib.page_cache import stamps
from lib.page_cache.building import guest_request, may_be_kept, taking_notes
from lib.page_cache.compression import ENCODERS, PLAIN, best_encoding
from lib.page_cache.policy import Plan, Stamp, plan_for
from lib.page_cache.stamps import MOST_SECONDS, Stamps
from lib.page_cache.store import Copy, Key, Store

METHODS = ("GET", "HEAD")
# Whoever sends one of these is known, or asks for a piece of a page.
PERSONAL_HEADERS = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST")
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
PRIVATE = "private, no-cache"
KEPT_WITH_304 = ("ETag", "Cache-Control", "Vary")
LOCKS = 64


class PageCacheMiddleware:
    """Answers from the store while the page's stamp is the one under which the copy was built.

    What is not kept is marked as private, so that no cache between us and the reader keeps it either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.store = Store(settings.PAGE_CACHE_MB * 1_000_000)
        # One second is all a reader may be behind; where a shared cache takes it, none is left here.
        self.stamps = Stamps(0 if settings.PAGE_CACHE_SHARED else MOST_SECONDS)
        self.locks = [Lock() for _ in range(LOCKS)]
        self.cookies = {name: import_string(path) for name, path in settings.PAGE_CACHE_COOKIES.items()}
        self.has_languages = len(settings.LANGUAGES) > 1
        self.headers = _shared_headers(has_languages=self.has_languages)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = self._key(request)
        if key is None:
            return self._privately(request)
        copy = self.store.get(key)
        if copy is not None and self._is_current(copy):
            return self._answer(request, key, copy)
        plan = copy.plan if copy else plan_for(request)
        return self._privately(request) if plan is None else self._build_once(request, key, plan)

    def _key(self, request: HttpRequest) -> Key | None:
        """Return what tells this page from others, None for a request that is no guest's."""
        meta = request.META
        if not self.store.most_bytes or request.method not in METHODS:
            return None
        if any(header in meta for header in PERSONAL_HEADERS):
            return None
        variants: tuple[str, ...] = ()
        if "HTTP_COOKIE" in meta:
            cookies = request.COOKIES
            if any(name in cookies for name in PERSONAL_COOKIES):
                return None
            variants = tuple(read(cookies.get(name, "")) for name, read in self.cookies.items())
        language = translation.get_language_from_request(request) if self.has_languages else ""
        place = (request.scheme, meta.get("HTTP_HOST", ""), meta["PATH_INFO"], meta.get("QUERY_STRING", ""))
        return (*place, language, *(variants if any(variants) else ()))

    def _is_current(self, copy: Copy) -> bool:
        return stamps.now() < copy.good_until and self.stamps.of(copy.plan) == copy.stamp

    def _build_once(self, request: HttpRequest, key: Key, plan: Plan) -> HttpResponse:
        """Build the page; whoever asks for it meanwhile waits and gets the same copy."""
        with self.locks[hash(key) % LOCKS]:
            copy = self.store.get(key)
            if copy is not None and self._is_current(copy):
                return self._answer(request, key, copy)
            # Before the page is read: what changes meanwhile makes the copy stale, never the other way round.
            stamp = self.stamps.of(plan)
            if stamp is None:
                return self._privately(request)
            return self._build(request, key, plan, stamp)

    def _build(self, request: HttpRequest, key: Key, plan: Plan, stamp: Stamp) -> HttpResponse:
        cookies = dict(zip(self.cookies, key[5:], strict=False))
        begun = stamps.now()
        with taking_notes() as notes:
            response = self.get_response(guest_request(request, key[4] or settings.LANGUAGE_CODE, cookies))
        if not may_be_kept(response):
            _tell(request, notes.on_view)
            return _private(response)
        encoding = best_encoding(request.META.get("HTTP_ACCEPT_ENCODING", "")) or next(iter(ENCODERS))
        plain = response.content
        etag = hashlib.blake2b(plain, digest_size=12).hexdigest()
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        copy = Copy(
            plan=plan,
            stamp=stamp,
            good_until=begun + notes.seconds,
            headers=headers | self.headers | {"ETag": f'W/"{etag}"'},
            on_view=tuple(notes.on_view),
            bodies={encoding: ENCODERS[encoding](plain)},
        )
        self.store.put(key, copy)
        return self._answer(request, key, copy)

    def _answer(self, request: HttpRequest, key: Key, copy: Copy) -> HttpResponse:
        """Return a copy in what the reader's program can take, or that it has it already."""
        _tell(request, copy.on_view)
        meta = request.META
        if "HTTP_IF_NONE_MATCH" in meta and _has(meta["HTTP_IF_NONE_MATCH"], copy.headers["ETag"]):
            return HttpResponseNotModified(headers={name: copy.headers[name] for name in KEPT_WITH_304})
        encoding = best_encoding(meta.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.store.body(key, copy, encoding)
        response = HttpResponse(body, headers=copy.headers)
        if encoding != PLAIN:
            response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(body))
        return response

    def _privately(self, request: HttpRequest) -> HttpResponse:
        return _private(self.get_response(request))


def _shared_headers(*, has_languages: bool) -> dict[str, str]:
    """Return what tells browsers and shared caches how to treat a page that is the same for all guests."""
    seconds = f", s-maxage={int(MOST_SECONDS)}" if settings.PAGE_CACHE_SHARED else ""
    varies = ["Accept-Encoding", "Cookie", *(["Accept-Language"] if has_languages else [])]
    return {"Cache-Control": f"public, max-age=0{seconds}, must-revalidate", "Vary": ", ".join(varies)}


def _private(response: HttpResponse) -> HttpResponse:
    if not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = PRIVATE
    return response


def _tell(request: HttpRequest, acts: Iterable[Callable[[], None]]) -> None:
    """Do what has to be done whenever somebody reads the page; who asks for the head alone does not."""
    if request.method == "GET":
        for act in acts:
            act()


def _has(sent: str, etag: str) -> bool:
    """Whether an If-None-Match names the mark; a cache on the way may have made it a strong one."""
    known = {one.removeprefix("W/") for one in parse_etags(sent)}
    return "*" in known or etag.removeprefix("W/") in known
