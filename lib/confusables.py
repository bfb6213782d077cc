"""Letters that look like other letters, and text that looks like other text.

The table holds what is used to pass for somebody else in Latin letters: the Cyrillic and Greek letters that most
typefaces draw (nearly) the same. It is short on purpose; a mixture of scripts in one word is refused as a whole,
so the table has to catch only words that are foreign from end to end, such as "аdmіn" without a Latin letter.
"""

import re
import unicodedata

CYRILLIC_TO_LATIN = str.maketrans("авекмнорстухѕіјԁԛԝһӏьгѵ", "abekmhopctyxsijdqwhlbrv")
GREEK_TO_LATIN = str.maketrans("αβεηικνορστυχγωμ", "abenikvopotuxywu")
# Signs inside a Latin word that read as letters; i and l are one, because a capital I is drawn as an l.
SIGNS_TO_LATIN = str.maketrans("013457$@!|ıi", "oleastsallll")

# Turn the direction of what follows, and can make a name read backwards or swallow the text behind it.
DIRECTION_CONTROLS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Letters and marks that are drawn as nothing (Unicode: Default_Ignorable_Code_Point) or as an empty space.
INVISIBLE = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2028\u2029\u2060-\u2065\u206a-\u206f\u2800\u3164"
    r"\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
HIDDEN_PATTERN = f"[{DIRECTION_CONTROLS}{INVISIBLE}]"
HIDDEN = re.compile(HIDDEN_PATTERN)
# Signs that are invisible alone, but belong to the spelling of Persian and Indian names and to emoji.
JOINERS = "\u200c\u200d"
EMOJI_STYLES = "\ufe0e\ufe0f"

# Scripts that one word of everyday writing may hold together.
WRITTEN_TOGETHER = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"CJK", "HANGUL"}),
    frozenset({"CJK", "BOPOMOFO"}),
)


def has_hidden_signs(text: str) -> bool:
    """Whether a text holds signs that nobody sees or that turn the direction of writing."""
    return bool(HIDDEN.search(text)) or any(
        (sign in JOINERS and not _joins(text, place))
        or (sign in EMOJI_STYLES and not (place and _is_symbol(text[place - 1])))
        for place, sign in enumerate(text)
    )


def _joins(text: str, place: int) -> bool:
    """Whether the sign at a place stands between letters that it joins or parts, or between emoji."""
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    if len(around) < 2:
        return False
    return all(map(_is_symbol, around)) or all(map(_is_joined_letter, around))


def _is_symbol(sign: str) -> bool:
    return sign in EMOJI_STYLES or unicodedata.category(sign) in ("So", "Sk")


def _is_joined_letter(sign: str) -> bool:
    is_letter = unicodedata.category(sign)[0] in "LM"
    return is_letter and _script(sign) not in ("LATIN", "CYRILLIC", "GREEK", "COMBINING")


def mixes_scripts(text: str) -> bool:
    """Whether one word of a text holds letters of scripts that nobody writes together."""
    return any(_is_mixed(word) for word in re.split(r"[\W\d_]+", unicodedata.normalize("NFKC", text)))


def _is_mixed(word: str) -> bool:
    scripts = {_script(letter) for letter in word if unicodedata.category(letter) in ("Lu", "Ll", "Lt", "Lo")}
    return len(scripts) > 1 and not any(scripts <= together for together in WRITTEN_TOGETHER)


def _script(letter: str) -> str:
    """Return the first word of a letter's Unicode name, which is its script for all that people write."""
    return unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]


def looks_like(text: str) -> str:
    """Return what a text looks like in small Latin letters; blanks, marks and punctuation are left out.

    Two texts with the same result pass for each other at a glance.
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    # Marks go first: an i with an accent is an i.
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for table in (CYRILLIC_TO_LATIN, GREEK_TO_LATIN, SIGNS_TO_LATIN):
        plain = plain.translate(table)
    return "".join(sign for sign in plain if sign.isalnum())
