"""Whatever changes on a public page, a reader without a session sees it a second later at most."""

from datetime import timedelta
from functools import partial
from inspect import isgeneratorfunction
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from django.utils import timezone

from moderation.views.transparency import monthly_report
from tests.factories import make_question
from tests.project import changes_beside_threads, changes_by_moderators, changes_of_threads
from tests.project.page_cache import clock, guest, new_guest  # noqa: F401
from tests.project.public_pages import FIXED, build_public_world, make_old, pages, plain

pytestmark = pytest.mark.django_db
CHANGES = changes_of_threads.CHANGES | changes_by_moderators.CHANGES | changes_beside_threads.CHANGES


@pytest.fixture
def world(tmp_path):
    return build_public_world(tmp_path)


@pytest.fixture
def uncached(settings):
    """Reads pages as they are built without any cache."""
    settings.PAGE_CACHE_MB = 0
    client = Client()
    client.get("/about/")  # a process reads its settings once
    return client


def groups(number):
    """Deal the changes out, so that several workers share them."""
    names = list(CHANGES)
    return [names[first::number] for first in range(number)]


def test_no_change_has_the_name_of_another():
    modules = (changes_of_threads, changes_by_moderators, changes_beside_threads)
    assert len(CHANGES) == sum(len(module.CHANGES) for module in modules)


@pytest.mark.parametrize("names", groups(4), ids=lambda names: names[0])
def test_a_second_after_a_change_every_page_is_as_if_it_were_built_now(uncached, new_guest, world, names):  # noqa: F811
    one = new_guest()
    for page in pages(world):
        one.read(page)
    one.clock.pass_seconds(0.5)
    assert [page for page in pages(world) if one.reads(page)] == []
    for name in names:
        one.clock.pass_seconds(1)
        with transaction.atomic():
            check(one, uncached, world, name)
            transaction.set_rollback(True)


def begin(change, world):
    """Let happen what comes before a change, and return the rest of it."""
    if not isgeneratorfunction(change):
        return partial(change, world)
    going = change(world)
    next(going)
    return partial(next, going, None)


def check(guest, uncached, world, name):  # noqa: F811
    change = begin(CHANGES[name], world)
    kept = {page: plain(guest.read(page).content) for page in pages(world)}
    guest.clock.pass_seconds(0.5)
    change()
    guest.clock.pass_seconds(0.5)

    after = {page: plain(guest.read(page).content) for page in kept}
    for page, content in after.items():
        assert content == plain(uncached.get(page).content), f"{page} after {name}"
    assert after != kept, f"{name} changes nothing that is public"


def views(resolver):
    for entry in resolver.url_patterns:
        yield from views(entry) if isinstance(entry, URLResolver) else [entry.callback]


def test_every_kind_of_page_that_is_kept_is_among_these(world):
    kept = {view for view in views(get_resolver()) if hasattr(view, "page_policy")}
    # A month that is over reads the same for ever; tests.moderation.test_monthly_reports.
    tried = {resolve(urlsplit(page).path).func for page in [*pages(world), *FIXED]} | {monthly_report}

    assert kept == tried


def test_what_a_moderator_has_hidden_is_gone_for_who_has_a_copy_too(guest, world):  # noqa: F811
    page, index = pages(world)[0], "/questions/?where=calf"
    assert page in guest.read(index).content.decode()
    marks = {place: guest.read(place).headers["ETag"] for place in (page, index)}
    CHANGES["hiding"](world)

    for answer in (guest.read_later(page, if_none_match=marks[page]), guest.read(page)):
        assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "private, no-cache")
        assert "ETag" not in answer.headers
    rest = guest.read(index, if_none_match=marks[index])
    assert (rest.status_code, page in rest.content.decode()) == (200, False)


def test_how_long_ago_something_was_stays_true_while_nothing_changes(uncached, new_guest, monkeypatch):  # noqa: F811
    one, question = new_guest(), make_question()
    make_old()  # three days and half an hour, so each hour has other words
    places = ("/", f"/questions/{question.pk}/{question.slug}/", "/tags/calf/")
    shown, begun = {place: set() for place in places}, timezone.now()
    for hours in range(3):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: begun + timedelta(hours=hours))
        for place in places:
            shown[place].add(one.read(place).content)
            assert one.read(place).content == uncached.get(place).content, (place, hours)
        one.clock.pass_seconds(3_600)

    assert {len(versions) for versions in shown.values()} == {3}


def test_pages_that_say_nothing_of_the_data_cannot_be_behind(guest, world):  # noqa: F811
    """Whatever changes there, the day alone is in their stamp: so they must not read anything."""
    assert [page for page in FIXED if guest.reads(page)] == []
    assert all(guest.read(page).headers["Cache-Control"].startswith("public") for page in FIXED)
