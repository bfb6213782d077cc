"""Every address that takes a POST has a limit per person, address and network, and says how long it lasts."""

import pytest
from django.urls import reverse

from accounts.write_limits import bucket_of
from config import settings as shipped
from tests.factories import make_member
from tests.project.test_permissions import ALLAUTH, ALLAUTH_ARGUMENTS
from tests.project.world import address, build_world, url_names

pytestmark = pytest.mark.django_db
# Addresses that may be sent to without limit, each with the reason why.
WITHOUT: dict[str, str] = {}
ROWS = ("anonymous", "new", "member", "trusted", "address", "network")
TYPED = {
    "body": "It wakes me at three.", "words": "It was a joke.", "changes_advice": "A swollen calf.",
    "sources": "https://example.org/trial", "note": "Shorter.",
}  # fmt: skip
SECRETS = {"password": "hunter2 hunter2", "code": "123 456"}


@pytest.fixture
def addresses(tmp_path):
    """Return the address of each named page that the site has."""
    world = build_world(tmp_path)
    return {
        name: reverse(name, args=ALLAUTH_ARGUMENTS.get(name, [])) if name in ALLAUTH else address(name, world)
        for name in sorted(url_names() - set(WITHOUT))
    }


def exhaust(settings, *rows):
    """Let the limits of some rows be used up on every address, and no other one."""
    settings.WRITE_LIMITS = {
        bucket: {row: [(0 if row in rows else 10_000, 60)] for row in ROWS} for bucket in shipped.WRITE_LIMITS
    }


def test_every_address_has_a_limit_for_each_role_address_and_network(client, settings, addresses):
    settings.WRITE_LIMITS_ON = True
    for row, is_member in [("anonymous", False), ("member", True), ("address", True), ("network", False)]:
        exhaust(settings, row)
        client.logout()
        if is_member:
            client.force_login(make_member())
        for name, where in addresses.items():
            response = client.post(where, HTTP_ACCEPT="application/json")

            assert response.status_code == 429, (name, row)
            assert response.headers["Content-Type"] == "application/json", (name, row)
            assert 0 < int(response.headers["Retry-After"]) <= 60, (name, row)


def test_what_is_shipped_limits_each_of_them(rf):
    request = rf.post("/")
    for name in url_names() - set(WITHOUT):
        request.resolver_match = type("Match", (), {"view_name": name})
        limits = shipped.WRITE_LIMITS[bucket_of(request)]
        assert set(limits) == set(ROWS), name
        assert all(number > 0 and seconds > 0 for row in ROWS for number, seconds in limits[row]), name


def test_every_form_says_how_long_to_wait_and_loses_nothing_but_secrets(client, settings, addresses):
    settings.WRITE_LIMITS_ON = True
    client.force_login(make_member())
    exhaust(settings, "member")
    for name, where in addresses.items():
        page = client.post(where, TYPED | SECRETS)

        assert page.status_code == 429, name
        assert 0 < int(page.headers["Retry-After"]) <= 60, name
        text = page.content.decode()
        assert "Please try again in" in text, name
        assert [typed for typed in TYPED.values() if typed not in text] == [], name
        assert [secret for secret in SECRETS.values() if secret in text] == [], name


def test_within_the_limits_nobody_is_stopped(client, settings):
    settings.WRITE_LIMITS_ON = True
    exhaust(settings)

    assert client.post(reverse("posts:preview"), {"body": "*Hello*"}).status_code == 200
