"""lib.body_sites"""

import pytest
from django.conf import settings

from lib.body_sites import GROUPS, BodySite, Side, marker_name, place_text


def test_every_place_stands_in_exactly_one_group():
    listed = [site for group in GROUPS for site in group.sites]

    assert sorted(listed) == sorted(BodySite)


@pytest.mark.parametrize(
    ("group", "sites"),
    [
        ("Head and neck", {"scalp", "jaw", "nape"}),
        ("Arms and hands", {"shoulder", "forearm", "hand"}),
        ("Trunk and back", {"chest", "abdomen", "lower-back"}),
        ("Legs", {"hip", "thigh-back", "calf"}),
        ("Feet", {"foot", "heel"}),
    ],
)
def test_a_group_holds_what_its_name_says(group, sites):
    found = next(found.sites for found in GROUPS if found.label == group)

    assert sites <= set(found)


@pytest.mark.parametrize(
    ("site", "side", "text"),
    [
        ("calf", "left", "Calf, left"),
        ("foot", "both", "Foot or toes, both sides"),
        ("jaw", "", "Jaw"),
        ("", "", ""),
        ("tail", "left", ""),
    ],
)
def test_a_place_is_said_in_words(site, side, text):
    assert place_text(site, side) == text


@pytest.mark.parametrize(
    ("site", "side", "marker"),
    [
        ("calf", "right", "calf-right"),
        ("calf", "", "calf-both"),
        ("jaw", "", "jaw"),
        ("jaw", "left", "jaw"),
        ("", "", "none"),
        ("tail", "", "none"),
    ],
)
def test_a_place_names_its_marker(site, side, marker):
    assert marker_name(site, side) == marker


def test_every_marker_is_in_the_sprite():
    sprite = (settings.BASE_DIR / "static" / "img" / "markers.svg").read_text(encoding="utf-8")

    names = {marker_name(site, side) for site in BodySite for side in ["", *Side]}

    assert sorted(name for name in names if f'id="{name}"' not in sprite) == []
