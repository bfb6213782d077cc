"""Data for search engines, written so that no text can end the element that holds it."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

type Thing = dict[str, Any]

# Nothing in a text may end the element that holds the data, or begin another one.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}


def to_json(thing: Thing) -> SafeString:
    """Return data for <script type="application/ld+json">."""
    return mark_safe(json.dumps(thing).translate(ESCAPES))  # noqa: S308 - escaped one line above
