"""No copy that several people get holds anything of one of them."""

import re

import pytest
from django.test import Client

from accounts.actions.editing_profile import Profile, edit_profile
from accounts.models import User
from tests.project.page_cache import clock, guest, new_guest  # noqa: F401
from tests.project.public_pages import FIXED, build_public_world, pages
from tests.project.test_permissions import GET
from tests.project.world import address

pytestmark = pytest.mark.django_db
CANARY = "quokkacanary"
# Files under names that never change, and what every browser fetches without a session.
PUBLIC_FILES = {"media", "service-worker", "manifest", "search:opensearch"}


@pytest.fixture
def world(tmp_path):
    return build_public_world(tmp_path)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("role", ["asker", "answerer", "administrator"])
def test_nothing_of_a_person_reaches_who_reads_after_them(new_guest, world, role):  # noqa: F811
    one = new_guest()
    person = world.people[role]
    one.client.get("/")
    known = Client()
    known.handler = one.client.handler  # the same process, the same memory
    known.force_login(person)
    edit_profile(User.objects.get(pk=person.pk), Profile(display_name=CANARY, time_zone="Pacific/Auckland"))

    for page in [*pages(world), *FIXED]:
        own = known.get(page)
        assert own.headers["Cache-Control"] == "private, no-cache", page
        assert f"/people/{person.handle}/" in own.content.decode(), page
        public = one.read(page)
        assert public.headers["Cache-Control"].startswith("public"), page
        assert "Pacific/Auckland" not in public.content.decode(), page
        assert public.content == Client().get(page).content, page
        assert f"/people/{person.handle}/" in known.get(page).content.decode(), page


def test_no_shared_cache_may_keep_what_is_sent_to_somebody_who_is_known(settings, world):
    settings.PAGE_CACHE_MB = 8
    clients = [signed_in(world.people[role]) for role in ("member", "moderator")]

    for name in sorted(GET.keys() - PUBLIC_FILES):
        page = address(name, world)
        for client in clients:
            assert "public" not in client.get(page).headers["Cache-Control"], page


def test_whoever_has_just_signed_in_or_out_gets_the_other_page(new_guest, world):  # noqa: F811
    one = new_guest()
    mark = one.read("/questions/").headers["ETag"]
    one.client.force_login(world.people["member"])

    page = one.read("/questions/", if_none_match=mark)
    assert (page.status_code, "/people/mia/" in page.content.decode()) == (200, True)

    one.client.logout()
    assert one.read("/questions/", if_none_match=mark).status_code == 304


def test_a_draft_of_a_guest_stays_with_the_guest(new_guest, world):  # noqa: F811
    one, other = new_guest(), new_guest()
    one.client.get("/")
    other.client.handler = one.client.handler
    one.client.post(
        f"/questions/{world.question.pk}/answer/", {"body": f"{CANARY} and thirty letters more than that"}
    )

    for page in [*pages(world), *FIXED]:
        one.read(page)
        assert CANARY not in other.read(page).content.decode(), page


def test_a_form_against_forgery_comes_by_itself_and_stays_with_who_fetched_it(guest, world):  # noqa: F811
    """A page that everybody gets can carry no token, so no form that changes anything stands on it."""
    for page in [*pages(world), *FIXED]:
        shown = guest.read(page).content.decode()
        assert not re.search('method="post"|csrfmiddlewaretoken', shown), page

    piece = f"/knowledge/{world.article.slug}/helpful/"
    assert f'hx-get="{piece}"' in guest.read(f"/knowledge/{world.article.slug}/").content.decode()
    tokens = set()
    for _ in range(2):
        fetched = Client(enforce_csrf_checks=True)
        form = fetched.get(piece, headers={"hx-request": "true"})
        assert "private" in form.headers["Cache-Control"]
        [token] = re.findall(r'csrfmiddlewaretoken" value="(\w+)"', form.content.decode())
        tokens.add(token)
        said = fetched.post(piece, {"is_helpful": "yes", "csrfmiddlewaretoken": token})
        assert said.status_code in (200, 302)
    assert len(tokens) == 2
