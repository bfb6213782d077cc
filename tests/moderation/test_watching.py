"""The lists of watched words and sites, and their pages."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from audit.models import AuditEvent
from lib.encryption import decrypt
from moderation.actions.forgetting_screenings import forget_old_screenings
from moderation.actions.watching import Entry, stop_watching, watch
from moderation.models import Screening, Simulation, WatchedAction, WatchedEntry, WatchedKind
from moderation.selectors.screenings import load_screening
from posts.kinds import State
from tests.factories import BODY, make_member, make_moderator, make_question, make_staff, run_tasks

pytestmark = pytest.mark.django_db
PILLS = Entry(WatchedKind.DOMAIN, "www.Pills.example", WatchedAction.HOLD)


def test_what_is_watched_counts_at_once_and_no_longer_when_it_is_taken_off():
    moderator, text = make_moderator(), f"{BODY} See https://shop.pills.example"

    entry = watch(moderator, PILLS)
    assert entry.pattern == "pills.example"
    assert make_question(body=text).state == State.PENDING

    stop_watching(moderator, entry)
    assert make_question(body=text).is_public
    assert list(AuditEvent.objects.filter(action__startswith="list.").values_list("action", flat=True)) == [
        "list.added", "list.removed",
    ]  # fmt: skip


def test_watching_the_same_twice_changes_the_entry():
    moderator = make_moderator()
    watch(moderator, PILLS)

    watch(moderator, Entry(WatchedKind.DOMAIN, "pills.example", WatchedAction.BLOCK, days=7))

    entry = WatchedEntry.objects.get()
    assert entry.action == WatchedAction.BLOCK
    assert timedelta(days=6) < entry.expires_at - timezone.now() <= timedelta(days=7)


def test_members_keep_no_lists():
    with pytest.raises(PermissionDenied):
        watch(make_member(), PILLS)


@pytest.mark.parametrize(
    "columns",
    [
        {"kind": "domain", "action": "replace", "replacement": "x"},
        {"kind": "phrase", "action": "replace", "replacement": ""},
        {"kind": "phrase", "action": "hold", "replacement": "x"},
        {"kind": "phrase", "action": "hold", "pattern": ""},
    ],
)
def test_the_database_refuses_entries_that_mean_nothing(columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        WatchedEntry.objects.create(**{"pattern": "pills", **columns})


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"kind": "phrase", "pattern": "miracle cure", "action": "block"}, 302),
        ({"kind": "domain", "pattern": "pills.example", "action": "hold", "days": "30"}, 302),
        ({"kind": "phrase", "pattern": "bloody", "action": "replace", "replacement": "very"}, 302),
        ({"kind": "domain", "pattern": "not a domain", "action": "hold"}, 422),
        ({"kind": "phrase", "pattern": "***", "action": "hold"}, 422),
        ({"kind": "domain", "pattern": "pills.example", "action": "replace", "replacement": "x"}, 422),
        ({"kind": "phrase", "pattern": "bloody", "action": "replace"}, 422),
        ({"kind": "phrase", "pattern": "bloody", "action": "hold", "days": "8"}, 422),
    ],
)
def test_the_form_of_the_lists(client, form, status):
    client.force_login(make_moderator())

    response = client.post(reverse("moderation:lists"), form)

    assert response.status_code == status
    assert WatchedEntry.objects.exists() is (status == 302)
    assert client.get(reverse("moderation:lists")).status_code == 200


def test_a_trial_from_the_page_runs_in_the_background(client):
    client.force_login(make_staff(Role.ADMINISTRATOR))
    address = reverse("moderation:checks")

    response = client.post(address, {"name": "links", "threshold": "30", "mode": "active", "intent": "try"})
    assert response.status_code == 302
    assert not Simulation.objects.exists()
    run_tasks()

    assert Simulation.objects.get().threshold == 30
    page = client.get(address).content.decode()
    assert "no alarm" in page
    refused = client.post(address, {"name": "links", "threshold": "30", "mode": "active", "intent": "change"})
    assert refused.status_code == 409
    assert client.post(address, {"name": "links", "threshold": "0", "intent": "x"}).status_code == 409


def test_passages_are_for_moderators_and_are_forgotten_after_three_months():
    watch(make_moderator(), PILLS)
    question = make_question(body=f"{BODY} See https://pills.example")

    assert load_screening(question).passages == ["pills.example"]

    Screening.objects.update(at=timezone.now() - timedelta(days=91))
    forget_old_screenings()

    assert load_screening(question).passages == []
    assert load_screening(question).rows[0].check == "links"


def test_passages_cannot_be_read_with_another_key(settings):
    watch(make_moderator(), PILLS)
    question = make_question(body=f"{BODY} See https://pills.example")
    assert decrypt("moderation.screening", bytes(Screening.objects.get().evidence))

    settings.ENCRYPTION_KEYS = ["another key of the site, long enough"]

    assert load_screening(question).passages == []
