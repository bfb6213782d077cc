"""lib.markdown: nothing dangerous ever comes out"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.markdown import render_article, render_post
from tests.lib.hostile import naughty_strings, xss_lines
from tests.lib.safe_html import ALLOWED_IN_ARTICLES, problems_of

PIECES = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<iframe src=//e.org>", "<style>", "<!--",
    "]]>", "<![CDATA[", "<svg/onload=alert(1)>", "picture:2f1b6c1e-5f0a-4a3b-9d3e-0c8d7e6f5a4b-8x6", "picture:",
    "javascript:alert(1)", "data:text/html,x", "vbscript:x",
    "java\tscript:", "&#106;avascript&colon;", "&Tab;", "knowledge:faq-a", "https://e.org/", "mailto:a@b.cc",
    "//e.org", "![", "[", "](", ")", "](<", ">)", "<", ">", '"', "'", "`", "```", "~~", "*", "_", "|", "|---|",
    "\n", "\n\n", "    ", "# ", "> ", "- ", "1. ", "[a]: ", "\\", "&", "a", "日本", "\u202e", "\u00a0",
]  # fmt: skip
markdown = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join)


def around(attack):
    """Return the attack as a text, as the address and title of a link, and as code in a table."""
    return [attack, f"[x](<{attack}>)", f'[x](/ "{attack}")', f"| `{attack}` |\n|---|"]


def problems_in(attacks):
    texts = (text for attack in attacks for text in around(attack))
    return [(text, found) for text in texts if (found := problems_of(render_post(text)))]


def test_known_attacks_come_out_harmless():
    assert problems_in(xss_lines()) == []


def test_naughty_strings_come_out_harmless():
    assert problems_in(naughty_strings()) == []


def test_many_attacks_in_one_text_come_out_harmless():
    assert problems_of(render_post("\n".join(xss_lines()[:500]))) == []


@settings(deadline=None, max_examples=300)
@given(markdown)
def test_any_text_gives_only_allowed_tags_attributes_and_addresses(text):
    assert problems_of(render_post(text)) == []


@settings(deadline=None, max_examples=100)
@given(markdown)
def test_any_article_has_anchors_on_its_headings_and_nothing_else_more(text):
    assert problems_of(render_article(text)[0], ALLOWED_IN_ARTICLES) == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#x09;script:alert(1)",
        "javascript&colon;alert(1)", "data:text/html;base64,PHNjcmlwdD4=", "vbscript:x", "file:///etc/passwd",
        "blob:x", "ftp://e.org/", "tel:112", "about:blank", "view-source:x",
    ],
)  # fmt: skip
def test_only_web_and_mail_addresses_become_links(address):
    assert "<a" not in render_post(f"[x]({address})")


def test_a_picture_of_another_site_is_not_shown():
    assert "<img" not in render_post("![x](https://e.org/x.png)")


def test_html_is_shown_as_it_was_typed():
    assert render_post("<b>calf</b>") == "<p>&lt;b&gt;calf&lt;/b&gt;</p>\n"


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "> " * 10_000, "*a_ " * 5_000, "`" * 20_000, "- " * 10_000, "|" * 20_000]
)
def test_a_text_that_nests_without_end_is_rendered(text):
    assert problems_of(render_post(text)) == []
