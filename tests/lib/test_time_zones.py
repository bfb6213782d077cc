"""lib.time_zones, lib.languages, lib.dates"""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from lib import dates
from lib.languages import LANGUAGE_CODES, LANGUAGE_NAMES, language_choices, language_names
from lib.time_zones import ZONE_PATTERN, find_zone, zone_choices, zone_names


def test_every_zone_on_offer_exists_and_may_be_stored():
    assert len(zone_names()) > 300
    assert all(re.fullmatch(ZONE_PATTERN, name) and find_zone(name) for name in zone_names())


def test_zones_are_grouped_by_the_part_of_the_world():
    groups = dict(zone_choices()[1:])

    assert ("Europe/Oslo", "Oslo") in groups["Europe"]
    assert ("America/Argentina/Buenos_Aires", "Argentina – Buenos Aires") in groups["America"]


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "Europe", "\x00"])
def test_a_name_that_is_no_zone_is_none(name):
    assert find_zone(name) is None


def test_each_language_has_a_code_and_a_name_of_its_own():
    assert len(set(LANGUAGE_NAMES.values())) == len(LANGUAGE_CODES) == len(language_choices())
    assert all(re.fullmatch("[a-z]{2,3}", code) for code in LANGUAGE_CODES)


def test_unknown_languages_are_left_out():
    assert language_names(["nb", "tlh", "de"]) == ["Norsk (bokmål)", "Deutsch"]


def test_the_day_of_the_site_is_the_same_for_every_reader(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 5, 1, 23, 30, tzinfo=UTC))

    with timezone.override(ZoneInfo("Pacific/Kiritimati")):
        assert timezone.localdate().day == 2
        assert dates.site_today().day == 1
