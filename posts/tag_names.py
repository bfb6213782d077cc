"""The plain form of a tag: small letters of any script, digits and single hyphens."""

import unicodedata

from posts.kinds import TAG_LENGTH

# What would look official, and the addresses below /tags/.
RESERVED_TAGS = frozenset(
    {"admin", "complete", "merges", "moderator", "official", "staff", "unknot", "verified"}
)


def read_tag(text: str) -> str | None:
    """Return the plain form of what a person typed as a tag, or None when it cannot be one.

    Upper case becomes small, blanks and underscores become hyphens; letters of every script are kept
    (with their marks); anything else, emoji for example, makes it unusable.
    """
    text = unicodedata.normalize("NFC", text).strip().lower()
    name = "-".join(part for part in text.replace("_", " ").replace("-", " ").split() if part)
    return name if name and _is_plain(name) and len(name) <= TAG_LENGTH else None


def _is_plain(name: str) -> bool:
    """Letters, digits and hyphens; a mark (an accent that stands for itself) only after a letter."""
    kinds = [unicodedata.category(letter)[0] for letter in name]
    for letter, kind, before in zip(name, kinds, ["-", *kinds], strict=False):
        if letter != "-" and kind not in "LNM":
            return False
        if kind == "M" and before not in "LM":
            return False
    return True


def split_tags(text: str) -> list[str]:
    """Return the separate tags of a comma-separated field, as typed, without empty ones."""
    return [part.strip() for part in text.split(",") if part.strip()]
