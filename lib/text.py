"""Small pure functions on text that people typed."""

import re
import unicodedata
from html import unescape

from django.utils.text import slugify

CONTROL_BUT_NULL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
SLUG_LENGTH = 80
# In what lib.markdown renders every < that begins no tag is escaped, and attributes are quoted.
RENDERED_TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
# A first paragraph with fewer words says nothing alone.
OPENING_WORDS = 8


def clean_keeping_null(text: str) -> str:
    """Return the text in Unicode form NFC with line feeds only, without outer blanks and control characters.

    Null characters stay, so that a validator can refuse them with a message.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", CONTROL_BUT_NULL.sub("", text)).strip()


def clean_text(text: str) -> str:
    """Return the text as `clean_keeping_null` does, without null characters."""
    return clean_keeping_null(text.replace("\x00", ""))


def make_slug(title: str) -> str:
    """Return the part of an address that is made from a title; never empty."""
    return slugify(title, allow_unicode=True)[:SLUG_LENGTH].strip("-") or "post"


def shorten(text: str, length: int) -> str:
    """Return the text in form NFC, cut at a blank where there is one, to at most `length` characters.

    Every character counts, marks as well: the result must fit into a column.
    """
    text = unicodedata.normalize("NFC", text)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if not text[length - 1].isspace():
        cut = cut.rpartition(" ")[0] or cut
    return f"{cut.rstrip()}…"


def first_paragraph(html: str) -> str:
    """Return the first paragraph of a rendered text; the whole text where it begins otherwise, or says too little."""
    paragraph, end, _rest = html.partition("</p>")
    is_enough = html.startswith("<p>") and len(RENDERED_TAG.sub("", paragraph).split()) >= OPENING_WORDS
    return paragraph + end if is_enough else html


def plain_text(html: str) -> str:
    """Return the words of a rendered text on one line; many times quicker than Django's strip_tags, which parses."""
    return " ".join(unescape(RENDERED_TAG.sub("", html)).split())
