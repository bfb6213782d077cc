"""Keeping pages in memory: for whom, which ones, how long, in which form."""

import gzip
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import brotli
import pytest
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client

from lib.page_cache import stamps
from lib.page_cache.compression import ENCODERS, best_encoding
from lib.page_cache.policy import Plan
from lib.page_cache.store import OVERHEAD, Copy, Store
from tests.lib import page_cache_site as site
from tests.project.page_cache import clock, guest, new_guest  # noqa: F401

pytestmark = pytest.mark.urls("tests.lib.page_cache_site")
NEVER_KEPT = ("sets_cookie", "starts_session", "says_private", "streams", "fails", "missing", "plain")
KNOWN_BY = (
    ("cookie", "sessionid=x"),
    ("cookie", "messages=x"),
    ("authorization", "Bearer x"),
    ("hx-request", "true"),
)


@pytest.fixture(autouse=True)
def _nothing_built():
    for counter in (site.built, site.asked, site.viewed, site.versions):
        counter.clear()


def note_call(middleware, asked):
    """Return the way of a request through a middleware, which says that it was gone."""
    go = middleware.process_request

    def process_request(self, request):
        asked.append(middleware)
        return go(self, request)

    return process_request


def with_cookies(guest, **cookies):  # noqa: F811
    guest.client.cookies.load(cookies)
    return guest


def test_a_page_is_built_once_and_looked_up_once_a_second(guest):  # noqa: F811
    for _ in range(5):
        guest.read("/page/")
        guest.clock.pass_seconds(0.19)
    guest.read_later("/page/")

    assert (site.built["page"], site.asked["page"]) == (1, 2)


def test_a_changed_page_is_built_anew_a_second_later_at_most(guest):  # noqa: F811
    guest.read("/page/")
    site.versions["page"] += 1

    assert b"version 1" in guest.read_later("/page/").content


def test_what_changes_while_a_page_is_built_is_on_it_a_second_later(guest):  # noqa: F811
    assert guest.read("/changes_meanwhile/").content == b"version 0"

    assert guest.read_later("/changes_meanwhile/").content == b"version 1"


def test_a_kept_page_goes_out_before_anything_asks_who_reads(guest, monkeypatch):  # noqa: F811
    asked = []
    for middleware in (SessionMiddleware, AuthenticationMiddleware, MessageMiddleware, CsrfViewMiddleware):
        monkeypatch.setattr(middleware, "process_request", note_call(middleware, asked))
    guest.read("/page/")
    assert len(asked) == 4

    guest.read("/page/")

    assert len(asked) == 4


def test_pages_with_the_same_plan_share_their_look_ups(guest):  # noqa: F811
    for sort in ("new", "old", "new"):
        assert f"sort {sort}." in guest.read(f"/page/?sort={sort}").content.decode()

    assert (site.built["page"], site.asked["page"]) == (2, 1)


def test_addresses_that_anybody_can_invent_are_not_kept(guest):  # noqa: F811
    for _ in range(2):
        guest.read("/page/?sort=new&invented=1")

    assert site.built["page"] == 2
    assert site.asked["page"] == 0


@pytest.mark.django_db
@pytest.mark.parametrize("view", NEVER_KEPT)
def test_what_is_not_the_same_for_everybody_is_never_kept(new_guest, view):  # noqa: F811
    one = new_guest()
    for _ in range(2):
        one.client.cookies.clear()
        response = one.read(f"/{view}/")
        assert "public" not in response.headers["Cache-Control"]

    assert site.built[view] == 2


@pytest.mark.django_db
def test_a_cookie_reaches_the_reader_to_whom_it_was_sent_and_nobody_else(new_guest):  # noqa: F811
    first, second = new_guest(), new_guest()

    assert first.read("/sets_cookie/").cookies["visits"].value == "1"
    assert second.read("/sets_cookie/").cookies["visits"].value == "2"


@pytest.mark.django_db
@pytest.mark.parametrize(("header", "value"), KNOWN_BY)
def test_whoever_is_known_gets_a_page_of_their_own(guest, header, value):  # noqa: F811
    guest.read("/page/")
    if header == "cookie":
        with_cookies(guest, **dict([value.split("=")]))

    for _ in range(2):
        response = guest.read("/page/", **({} if header == "cookie" else {header: value}))

    assert site.built["page"] == 3
    assert response.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.django_db
def test_a_kept_page_knows_nothing_of_who_made_us_build_it(guest):  # noqa: F811
    canary = "quokkacanary"
    with_cookies(guest, csrftoken=canary, other=canary, country=canary)
    headers = {
        name: f"http://example.org/{canary}"
        for name in (
            "referer",
            "user-agent",
            "x-forwarded-for",
            "accept-language",
            "origin",
            "from",
            "x-request-id",
        )
    }

    first = guest.client.get("/echo/", headers=headers, REMOTE_ADDR="203.0.113.77")
    second = guest.read("/echo/")

    assert first.content == second.content
    assert site.built["echo"] == 1
    for private in (canary, "203.0.113.77", "REMOTE_ADDR"):
        assert private not in first.content.decode()


@pytest.mark.django_db
def test_only_a_known_country_makes_a_page_of_its_own(new_guest):  # noqa: F811
    one = new_guest()
    for country in ("", "no", "NO", "nowhere", "de"):
        one.client.cookies.clear()
        with_cookies(one, country=country)
        shown = one.read("/echo/").content.decode()
        assert ("country" in shown) == (country in ("no", "NO", "de"))

    assert site.built["echo"] == 3


def test_another_host_or_scheme_is_another_page(guest, settings):  # noqa: F811
    settings.ALLOWED_HOSTS = ["one.example", "other.example"]
    for host in ("one.example", "other.example", "one.example"):
        guest.client.get("/page/", headers={"host": host})
    guest.client.get("/page/", headers={"host": "one.example"}, secure=True)

    assert site.built["page"] == 3


def test_a_host_that_is_not_ours_gets_no_page(guest):  # noqa: F811
    guest.read("/page/")

    assert guest.client.get("/page/", headers={"host": "evil.example"}).status_code == 400


def test_http_is_still_sent_on_to_https(guest, settings):  # noqa: F811
    settings.SECURE_SSL_REDIRECT = True
    guest.client.get("/page/", secure=True)

    assert guest.read("/page/").status_code == 301


@pytest.mark.parametrize(
    ("accepted", "encoding", "expand"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("", None, bytes),
    ],
)
def test_a_page_comes_as_small_as_the_reader_can_take_it(guest, accepted, encoding, expand):  # noqa: F811
    plain = guest.read("/page/").content

    for _ in range(2):
        response = guest.read("/page/", accept_encoding=accepted)
        assert response.headers.get("Content-Encoding") == encoding
        assert int(response.headers["Content-Length"]) == len(response.content)
        assert expand(response.content) == plain
    assert site.built["page"] == 1


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0", ""),
        ("BR", "br"),
        ("br;q=0.5", "br"),
        ("identity", ""),
        ("*", ""),
    ],
)
def test_a_refused_encoding_is_not_used(accepted, encoding):
    assert best_encoding(accepted) == encoding


def test_who_has_the_page_already_gets_no_second_copy(guest):  # noqa: F811
    mark = guest.read("/page/").headers["ETag"]

    for sent in (mark, mark.removeprefix("W/"), f'"other", {mark}', "*"):
        response = guest.read("/page/", if_none_match=sent)
        assert (response.status_code, response.content) == (304, b"")
        assert response.headers["ETag"] == mark
        assert response.headers["Cache-Control"] == guest.read("/page/").headers["Cache-Control"]


def test_the_mark_changes_with_the_page_and_is_the_same_in_every_process(new_guest):  # noqa: F811
    one, other = new_guest(), new_guest()
    mark = one.read("/page/").headers["ETag"]
    assert other.read("/page/").headers["ETag"] == mark

    site.versions["page"] += 1

    assert one.read_later("/page/", if_none_match=mark).status_code == 200


def test_caches_on_the_way_may_keep_a_page_and_have_to_ask_each_time(guest):  # noqa: F811
    headers = guest.read("/page/").headers

    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert headers["Vary"] == "Accept-Encoding, Cookie"


def test_a_shared_cache_may_have_the_second_that_is_then_not_taken_here(new_guest, settings):  # noqa: F811
    settings.PAGE_CACHE_SHARED = True
    one = new_guest()
    for _ in range(3):
        headers = one.read("/page/").headers

    assert headers["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate"
    assert (site.built["page"], site.asked["page"]) == (1, 3)


def test_several_languages_are_several_pages(new_guest, settings):  # noqa: F811
    settings.LANGUAGES = [("en", "English"), ("de", "Deutsch")]
    one = new_guest()
    for language in ("de", "en", "de-AT,de;q=0.9"):
        headers = one.read("/page/", accept_language=language).headers

    assert site.built["page"] == 2
    assert headers["Vary"] == "Accept-Encoding, Cookie, Accept-Language"


def test_a_page_that_will_read_differently_soon_is_built_again_then(guest):  # noqa: F811
    guest.read("/soon_other/")
    guest.clock.pass_seconds(0.3)
    guest.read("/soon_other/")
    assert site.built["soon_other"] == 1

    guest.clock.pass_seconds(0.1)
    guest.read("/soon_other/")

    assert site.built["soon_other"] == 2


def test_each_reading_counts_whether_the_page_was_built_for_it_or_not(guest, client):  # noqa: F811
    for _ in range(3):
        guest.read("/page/")
    client.get("/page/")
    guest.client.head("/page/")

    assert site.viewed["page"] == 4


def test_the_head_alone_is_that_of_the_page(guest):  # noqa: F811
    head = guest.client.head("/page/")
    page = guest.read("/page/")

    assert head.content == b""
    assert head.headers == page.headers
    assert site.built["page"] == 1


def test_forms_are_never_answered_from_memory(guest):  # noqa: F811
    guest.read("/page/")
    guest.client.post("/page/")

    assert site.built["page"] == 2


def test_a_crowd_waits_for_one_builder(new_guest):  # noqa: F811
    one = new_guest()
    one.read("/page/")  # loads the middleware
    site.speed.update(seconds=0.2, most_at_once=0)
    handler = one.client.handler

    def ask(_number):
        reader = Client()
        reader.handler = handler
        return reader.get("/slow/").content

    with ThreadPoolExecutor(8) as crowd:
        pages = list(crowd.map(ask, range(8)))

    assert pages == [b"hello"] * 8
    assert (site.built["slow"], site.speed["most_at_once"]) == (1, 1)


def test_memory_is_bounded_and_what_was_read_least_recently_goes(settings, clock):  # noqa: F811
    body = b"x" * 1_000
    store = Store(3 * (OVERHEAD + len(body)))

    def keep(name):
        store.put((name,), Copy(Plan(site.version, ()), 1, 0, {}, bodies={"br": body}))

    for name in "abc":
        keep(name)
    store.get(("a",))
    keep("d")

    assert [name for name in "abcd" if store.get((name,))] == ["a", "c", "d"]
    assert store.bytes <= store.most_bytes


def test_what_is_kept_is_compressed_and_counted(guest):  # noqa: F811
    guest.read("/page/")
    for encoding in ("br", "gzip", "identity"):
        guest.read("/page/", accept_encoding=encoding)
    store = find_store(guest)

    copy = next(iter(store._copies.values()))
    assert set(copy.bodies) == {"br", "gzip"}
    assert store.bytes == copy.size < len(site.LONG) + OVERHEAD


def test_each_form_of_a_page_is_compressed_once(guest, monkeypatch):  # noqa: F811
    made = Counter()
    for name, encode in list(ENCODERS.items()):
        monkeypatch.setitem(
            ENCODERS, name, lambda body, name=name, encode=encode: made.update([name]) or encode(body)
        )

    for encoding in ("br", "gzip", "identity") * 3:
        guest.read("/page/", accept_encoding=encoding)

    assert made == {"br": 1, "gzip": 1}


def test_what_a_process_knows_of_stamps_is_bounded(monkeypatch, clock):  # noqa: F811
    monkeypatch.setattr(stamps, "PLANS_MOST", 3)
    known = stamps.Stamps()

    for number in range(50):
        known.of(Plan(site.version, (str(number),)))
        assert len(known._known) <= 3


def find_store(guest):  # noqa: F811
    """Return the store of the middleware, which stands first in the chain."""
    chain = guest.client.handler._middleware_chain
    return next(
        cell.cell_contents for cell in chain.__closure__ if hasattr(cell.cell_contents, "store")
    ).store


def test_without_memory_nothing_is_kept(settings, new_guest):  # noqa: F811
    settings.PAGE_CACHE_MB = 0
    one = Client()
    for _ in range(2):
        one.get("/page/")

    assert site.built["page"] == 2
