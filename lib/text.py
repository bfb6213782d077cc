"""Small pure functions on text that people typed."""

import re
import unicodedata

from django.utils.text import Truncator, slugify

CONTROL_BUT_NULL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
SLUG_LENGTH = 80


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
    """Return the text cut at a word boundary to at most `length` characters."""
    return Truncator(text).chars(length, truncate="…")
