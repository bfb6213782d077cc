"""The plain form of a tag: small letters of any script, digits and single hyphens."""

import unicodedata

from posts.kinds import TAG_LENGTH

RESERVED_TAGS = frozenset({"admin", "moderator", "official", "staff", "unknot", "verified"})


def read_tag(text: str) -> str | None:
    """Return the plain form of what a person typed as a tag, or None when it cannot be one.

    Upper case becomes small, blanks and underscores become hyphens; letters of every script are kept
    (with their marks); anything else, emoji for example, makes it unusable.
    """
    text = unicodedata.normalize("NFC", text).strip().lower()
    name = "-".join(part for part in text.replace("_", " ").replace("-", " ").split() if part)
    is_plain = all(letter == "-" or unicodedata.category(letter)[0] in "LNM" for letter in name)
    return name if name and is_plain and len(name) <= TAG_LENGTH else None


def split_tags(text: str) -> list[str]:
    """Return the separate tags of a comma-separated field, as typed, without empty ones."""
    return [part.strip() for part in text.split(",") if part.strip()]
