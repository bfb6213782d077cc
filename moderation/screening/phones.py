"""Telephone numbers, above all those that want to be called or written to."""

import re

from django.utils.translation import gettext_lazy as _

from moderation.screening.findings import Check, Finding
from moderation.screening.material import Material

# Seven to fifteen digits in groups, as people write them; a line of doses, years or repetitions is none.
NUMBER = re.compile(r"(?<![\w.,/-])\+?\(?\d{1,4}\)?(?:[ .-]?\(?\d{2,4}\)?){2,5}(?![\w/%-])")
INVITES = re.compile(
    r"\b(?:whats?\s?app|telegram|signal|viber|call|text|phone|contact|message|reach|ring|dial|sms)\b"
)
NEAR = 60
LEAST_DIGITS, MOST_DIGITS = 9, 15
INVITING, NEW_AUTHORS, OTHERS = 45, 30, 15
KNOWN_AUTHOR_POSTS = 3


def look(material: Material) -> Finding | None:
    for match in NUMBER.finditer(material.text):
        digits = sum(sign.isdigit() for sign in match[0])
        if LEAST_DIGITS <= digits <= MOST_DIGITS and not _is_date(match[0]):
            return _weigh(material, match)
    return None


def _is_date(text: str) -> bool:
    """Whether this is a day or two of them, or a span of years."""
    return bool(re.fullmatch(r"(?:\d{1,4}[ .-]\d{1,2}[ .-]\d{1,4}|\d{4}[ -]\d{4})(?: ?-? ?\d{1,4}.*)?", text))


def _weigh(material: Material, match: re.Match[str]) -> Finding:
    around = material.text[max(0, match.start() - NEAR) : match.end() + NEAR]
    if INVITES.search(around):
        return Finding(INVITING, _("It asks people to call or write to a number."), match[0])
    is_new = material.visible_count < KNOWN_AUTHOR_POSTS
    return Finding(NEW_AUTHORS if is_new else OTHERS, _("It holds a telephone number."), match[0])


CHECK = Check("phones", _("Telephone numbers"), look, is_proven=True)
