"""lib.text"""

import unicodedata
from html import unescape

import pytest
from django.utils.html import strip_tags
from hypothesis import example, given
from hypothesis import strategies as st

from lib.markdown import render_post
from lib.text import (
    SLUG_LENGTH,
    clean_keeping_null,
    clean_text,
    first_paragraph,
    make_slug,
    plain_text,
    shorten,
)
from tests.lib.hostile import naughty_strings, xss_lines

E_WITH_ACUTE = "\u00e9"
E_THEN_ACUTE = "e\u0301"


def test_line_ends_become_line_feeds_and_outer_blanks_go():
    assert clean_text("  one\r\ntwo\rthree\n \n") == "one\ntwo\nthree"


def test_letters_and_marks_become_one_character():
    assert clean_text(E_THEN_ACUTE) == E_WITH_ACUTE


def test_control_characters_go_and_tabs_stay():
    assert clean_text("a\x00b\x07c\x1b[31md\te\x7f") == "abc[31md\te"


def test_a_null_stays_for_the_validator_to_refuse():
    assert clean_keeping_null(" a\x00b\x01 ") == "a\x00b"


@given(st.text())
@example("e\x01\u0301")
@example("e\x00\u0301")
def test_a_clean_text_is_in_its_final_form(text):
    clean = clean_text(text)

    assert clean == unicodedata.normalize("NFC", clean)
    assert clean_text(clean) == clean
    assert not {"\x00", "\r", "\x1b", "\x7f"}.intersection(clean)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Why does my calf cramp at night?", "why-does-my-calf-cramp-at-night"),
        ("Chuột rút bắp chân", "chuột-rút-bắp-chân"),
        ("夜中にふくらはぎがつる", "夜中にふくらはぎがつる"),
        ("Wadenkrämpfe & Füße", "wadenkrämpfe-füße"),
        ("¿?!", "post"),
        ("🦵🦵🦵", "post"),
        ("", "post"),
        ("../../etc/passwd", "etcpasswd"),
    ],
)
def test_a_slug_keeps_letters_of_every_script_and_is_never_empty(title, slug):
    assert make_slug(title) == slug


@given(st.text(max_size=300))
def test_a_slug_is_short_and_safe_in_an_address(title):
    slug = make_slug(title)

    assert 1 <= len(slug) <= SLUG_LENGTH
    assert not set("/?#&%<>\"' .\n").intersection(slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")


def test_a_short_text_is_left_as_it_is():
    assert shorten("Hold the stretch.", 17) == "Hold the stretch."


def test_a_long_text_ends_with_an_ellipsis():
    assert shorten("Hold the stretch for half a minute.", 17) == "Hold the stretch…"


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_shortened_text_is_never_longer_than_asked(text, length):
    assert len(unicodedata.normalize("NFC", shorten(text, length))) <= length


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>In short: straighten the knee and hold it.</p>\n<ol><li>Now</li></ol>",
            "<p>In short: straighten the knee and hold it.</p>",
        ),
        (
            "<p>Good evening!</p>\n<p>Straighten the knee.</p>",
            "<p>Good evening!</p>\n<p>Straighten the knee.</p>",
        ),
        ("<ol><li>Now</li></ol>\n<p>Then</p>", "<ol><li>Now</li></ol>\n<p>Then</p>"),
    ],
)
def test_first_paragraph_stands_alone_when_it_says_enough(html, expected):
    assert first_paragraph(html) == expected


def test_the_words_of_what_is_rendered_are_those_that_a_parser_finds():
    texts = [
        *xss_lines(),
        *naughty_strings(),
        'a < b & c > d "e" [x](https://example.org/?a=1&b=">")',
        "> *a*\n> `<b>`",
    ]
    for text in texts:
        html = render_post(text)
        assert plain_text(html) == " ".join(unescape(strip_tags(html)).split()), text
