"""accounts.write_limits: how often somebody can send something, and what they are told."""

import base64
import itertools
import json
import re
import uuid
from hashlib import sha256

import pytest
from django.core.cache import caches
from django.urls import reverse

from accounts import write_limits
from accounts.write_limits import bucket_of, role_of
from lib.proofs import make_challenge
from tests.factories import make_expert, make_member, make_newcomer, make_question

pytestmark = pytest.mark.django_db
FEW = {"anonymous": [(2, 600)], "new": [(2, 600)], "member": [(3, 600)], "trusted": [(5, 600)]}
WIDE = {"address": [(1_000, 60)], "network": [(1_000, 60)]}


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.WRITE_LIMITS_ON = True
    settings.WRITE_LIMITS = {
        "other": FEW | WIDE,
        "publish": FEW | WIDE,
        "vote": FEW | WIDE,
        "preview": FEW | WIDE,
    }


def preview(client, **more):
    return client.post(reverse("posts:preview"), {"body": "*Hello*"}, **more)


def send_until_stopped(client, most=20, **more):
    """Return how many requests got through, and the answer to the first that did not."""
    for number in range(most):
        response = preview(client, **more)
        if response.status_code == 429:
            return number, response
    return most, None


def solve(key):
    """Do the work that a browser does."""
    work = make_challenge(key)
    numbers = itertools.count()
    number = next(n for n in numbers if sha256(f"{work.salt}{n}".encode()).hexdigest() == work.challenge)
    parts = {"algorithm": "SHA-256", "challenge": work.challenge, "number": number, "salt": work.salt}
    return base64.b64encode(json.dumps(parts | {"signature": work.signature}).encode()).decode()


@pytest.mark.parametrize(
    ("make", "number"), [(None, 2), (make_newcomer, 2), (make_member, 3), (make_expert, 5)]
)
def test_each_role_has_its_limit_and_is_told_how_long_to_wait(client, make, number):
    if make:
        client.force_login(make())

    through, stopped = send_until_stopped(client)

    assert through == number
    assert 0 < int(stopped.headers["Retry-After"]) <= 600
    assert "Please try again in" in stopped.content.decode()


def test_people_behind_one_address_have_limits_of_their_own(client):
    counts = []
    for _ in range(2):
        client.force_login(make_member())
        counts.append(send_until_stopped(client)[0])

    assert counts == [3, 3]


def test_people_who_are_signed_out_are_told_apart_by_address_but_not_within_one_network(client, settings):
    settings.WRITE_LIMITS["preview"] = FEW | {"address": [(9, 600)], "network": [(3, 600)]}

    first = send_until_stopped(client, REMOTE_ADDR="203.0.113.5")[0]
    neighbor = send_until_stopped(client, REMOTE_ADDR="203.0.113.77")[0]
    elsewhere = send_until_stopped(client, REMOTE_ADDR="198.51.100.1")[0]

    assert (first, neighbor, elsewhere) == (2, 0, 2)


def test_networks_of_version_six_are_48_bits_wide(client, settings):
    settings.WRITE_LIMITS["preview"] = FEW | {"anonymous": [(9, 600)], "network": [(2, 600)]}

    counts = [
        send_until_stopped(client, REMOTE_ADDR=address)[0]
        for address in ("2001:db8:1:1::1", "2001:db8:1:2::1", "2001:db8:2::1")
    ]

    assert counts == [2, 0, 2]


def test_each_kind_of_writing_counts_for_itself(client):
    client.force_login(make_member())
    send_until_stopped(client)

    response = client.post(reverse("posts:vote", args=[make_question().pk]), {"value": "1"})

    assert response.status_code == 302


def test_reading_has_no_limit(client):
    send_until_stopped(client)

    assert client.get("/").status_code == 200


def test_after_the_window_it_goes_on(client, monkeypatch):
    now = 1_800_000_000.0
    monkeypatch.setattr(write_limits.time, "time", lambda: now)
    _through, stopped = send_until_stopped(client)
    wait = int(stopped.headers["Retry-After"])

    monkeypatch.setattr(write_limits.time, "time", lambda: now + wait - 1)
    assert preview(client).status_code == 429
    monkeypatch.setattr(write_limits.time, "time", lambda: now + wait)
    assert preview(client).status_code == 200


def test_programs_and_htmx_get_json(client):
    send_until_stopped(client)

    program = preview(client, HTTP_ACCEPT="application/json")
    htmx = preview(client, HTTP_HX_REQUEST="true")

    for response in (program, htmx):
        assert response.status_code == 429
        assert response.json()["error"] == "too_many_requests"
        assert response.json()["retry_after"] == int(response.headers["Retry-After"])
    assert htmx.headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in program.headers


def test_the_page_gives_back_what_was_typed_and_a_way_on_that_needs_work(client):
    send_until_stopped(client)
    form = {"title": "My calf", "body": "It cramps, and I typed this.", "tags": "calf"}
    address = reverse("posts:preview")

    page = client.post(address, form).content.decode()

    assert "It cramps, and I typed this." in page
    key = uuid.UUID(re.search(r'name="step_key" value="([^"]+)"', page)[1])
    proof = {"step_key": str(key), "step_proof": solve(key)}
    assert client.post(address, form | {"step_key": str(key), "step_proof": "x"}).status_code == 429
    assert client.post(address, form | proof).status_code == 200
    assert client.post(address, form | proof).status_code == 429  # a proof counts once


def test_work_opens_the_way_four_times_as_far_and_then_there_is_a_wall(client):
    through = 0
    for _ in range(12):
        key = uuid.uuid4()
        response = client.post(
            reverse("posts:preview"), {"body": "a", "step_key": str(key), "step_proof": solve(key)}
        )
        through += response.status_code == 200

    assert through == 8
    assert "step_key" not in response.content.decode()


def test_a_person_cannot_work_a_way_past_the_own_limit(client):
    client.force_login(make_member())

    _through, stopped = send_until_stopped(client)

    assert "step_key" not in stopped.content.decode()


def test_secrets_are_not_put_into_the_page(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    form = {"login": "ann@example.org", "password": "hunter2-hunter2"}
    for _ in range(3):
        response = client.post(reverse("account_login"), form)

    assert response.status_code == 429
    assert "hunter2" not in response.content.decode()


def test_no_address_is_kept(client):
    preview(client, REMOTE_ADDR="203.0.113.5")

    assert "203.0.113" not in str(caches["limits"]._cache)


def test_every_page_that_writes_is_counted(settings, rf):
    from config import settings as shipped
    from tests.project.test_permissions import GET

    assert set(shipped.WRITE_LIMIT_OF) <= set(GET)
    assert set(shipped.WRITE_LIMIT_OF.values()) | {"other"} == set(shipped.WRITE_LIMITS)
    rows = {"anonymous", "new", "member", "trusted", "address", "network"}
    assert all(set(limits) == rows for limits in shipped.WRITE_LIMITS.values())
    request = rf.post("/")
    request.resolver_match = None
    assert bucket_of(request) == "other"


def test_roles_are_told_by_what_a_person_has_earned(rf):
    request = rf.post("/")
    roles = []
    for make in (make_newcomer, make_member, make_expert):
        request.user = make()
        roles.append(role_of(request))

    assert roles == ["new", "member", "trusted"]
