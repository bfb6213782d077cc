"""posts.tag_names and the field that uses it"""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from posts.forms import TagsField
from posts.kinds import TAG_LENGTH
from posts.tag_names import RESERVED_TAGS, read_tag, split_tags

VIETNAMESE = "chuột-rút"


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("calf", "calf"),
        ("  Night Cramps ", "night-cramps"),
        ("NIGHT_cramps", "night-cramps"),
        ("night -- cramps", "night-cramps"),
        ("-calf-", "calf"),
        ("vitamin b12", "vitamin-b12"),
        ("Füße", "füße"),
        ("筋肉", "筋肉"),
        ("पैर", "पैर"),
        ("x" * TAG_LENGTH, "x" * TAG_LENGTH),
    ],
)
def test_what_is_typed_is_brought_into_the_plain_form(typed, tag):
    assert read_tag(typed) == tag


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("typed", ["Chuột Rút", "chuột_rút", "CHUỘT-RÚT"])
def test_vietnamese_is_one_tag_however_the_keyboard_writes_it(typed, form):
    assert read_tag(unicodedata.normalize(form, typed)) == unicodedata.normalize("NFC", VIETNAMESE)


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "-", "_ _", "🦵", "calf🦵", "c++", "a/b", "a,b", "<b>", "#calf", "calf.", "a'b", "calf\u200b", "a\x00b",
     "x" * (TAG_LENGTH + 1), "1\ufe0f\u20e3", "\ufe0f", "\u0301"],
)  # fmt: skip
def test_what_cannot_be_a_tag_is_refused(typed):
    assert read_tag(typed) is None


@given(st.text(max_size=40))
@example("İ")
@example("ΑΣ Β")
@example("ẞ")
def test_a_tag_is_its_own_plain_form(typed):
    tag = read_tag(typed)

    assert tag is None or read_tag(tag) == tag
    assert tag is None or 1 <= len(tag) <= TAG_LENGTH


def test_tags_are_separated_by_commas():
    assert split_tags(" calf, Night cramps,, ,foot ,") == ["calf", "Night cramps", "foot"]


def test_the_field_returns_each_tag_once():
    assert TagsField().clean("Calf, calf, CALF , night cramps") == ["calf", "night-cramps"]


@pytest.mark.parametrize("typed", [*sorted(RESERVED_TAGS), "Staff", "calf, OFFICIAL"])
def test_a_reserved_tag_is_refused(typed):
    with pytest.raises(ValidationError, match="Nobody can use this tag"):
        TagsField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("calf, 🦵", "at most 30: 🦵"),
        ("a,b,c,d,e,f", "these are 6"),
        (",", "at least one tag"),
        ("x" * 31, "at most 30"),
    ],
)
def test_the_field_says_what_is_wrong(typed, message):
    with pytest.raises(ValidationError, match=message):
        TagsField().clean(typed)
