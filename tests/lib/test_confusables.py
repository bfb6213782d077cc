"""lib.confusables"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.confusables import CYRILLIC_TO_LATIN, GREEK_TO_LATIN, has_hidden_signs, looks_like, mixes_scripts


@pytest.mark.parametrize(
    "text",
    ["MODERATOR", "mоderаtоr", "мodеrator", "ｍｏｄｅｒａｔｏｒ", "𝐦𝐨𝐝𝐞𝐫𝐚𝐭𝐨𝐫", "m0d3r4t0r", "Mödératör",
     "m.o.d.e.r.a.t.o.r", "mοderatοr", "ⓜⓞⓓⓔⓡⓐⓣⓞⓡ", " moderator "],
)  # fmt: skip
def test_what_passes_for_a_word_looks_like_it(text):
    assert looks_like(text) == looks_like("moderator")


@pytest.mark.parametrize(("one", "other"), [("ann", "anna"), ("mia", "mya"), ("bo", "do"), ("Аня", "Aня")])
def test_other_words_look_different_unless_only_the_script_differs(one, other):
    assert (looks_like(one) == looks_like(other)) == (one == "Аня")


@pytest.mark.parametrize("table", [CYRILLIC_TO_LATIN, GREEK_TO_LATIN])
def test_the_tables_lead_from_foreign_to_latin_letters(table):
    assert all(ord(to) < 128 <= source for source, to in ((key, chr(value)) for key, value in table.items()))


@pytest.mark.parametrize(
    "text",
    ["Аnn", "pаypal", "Μaria", "Ann Вrown", "Annа", "aᎪ", "oօ", "kא"],
)
def test_a_word_of_two_scripts_is_seen(text):
    assert mixes_scripts(text)


@pytest.mark.parametrize(
    "text",
    ["Ann", "Анна", "Μαρία", "Anna Анна", "Łukasz Żółć", "山田たろうカナ", "DJ太郎", "김철수金", "ราเชน", "عَلِي",
     "Chuột Rút", "Ann-Софія", "R2D2", "José María ☀️", "ｆｕｌｌ", "Kelvin K", "", "123"],
)  # fmt: skip
def test_names_of_the_world_are_whole(text):
    assert not mixes_scripts(text)
    assert not has_hidden_signs(text)


@pytest.mark.parametrize(
    "sign",
    ["\u200b", "\u200e", "\u202e", "\u2066", "\u2069", "\u061c", "\u00ad", "\u034f", "\u115f", "\u3164", "\u2800",
     "\ufeff", "\u2060", "\U000e0041", "\U000e0100", "\ufe00", "\u200c", "\u200d", "\ufe0f"],
)  # fmt: skip
def test_a_sign_that_nobody_sees_between_latin_letters_is_found(sign):
    assert has_hidden_signs(f"An{sign}n")
    assert has_hidden_signs(sign)


@pytest.mark.parametrize(
    "text", ["علی\u200cرضا", "क्\u200dष", "Ann ❤\ufe0f", "👩\u200d⚕\ufe0f", "خانه\u200cای"]
)
def test_joining_signs_are_spelling_where_they_belong(text):
    assert not has_hidden_signs(text)


@given(st.text())
def test_any_text_can_be_looked_at(text):
    assert looks_like(looks_like(text)) == looks_like(text)
    assert has_hidden_signs(text) in (True, False)
    assert mixes_scripts(text) in (True, False)
