"""Guessing in which language a text is written, by its script and its commonest short words.

Only a filter for people who read several languages rests on it: a wrong guess hides nothing.
"""

import re

# Words that stand in nearly every text of a language, and in few of others.
COMMON_WORDS = {
    "de": "der die das und ich nicht ist ein eine mit auch aber wenn seit habe mein meine",
    "en": "the and is of to it my in that with was have for not this when but has",
    "es": "el los las que una por con para pero mi muy cuando tengo está desde",
    "fr": "le les des est une je que dans pour pas mais avec depuis mon ai et",
    "it": "il che di una per non sono con mi ma quando da gli della ho",
    "nl": "het een van ik niet dat met voor mijn als maar heb bij ook deze",
    "pl": "nie się jest na to że od mam jak ale przy mnie czy przez",
    "pt": "os uma que não com para mas meu minha quando tenho está desde muito",
}
COMMON = {code: frozenset(words.split()) for code, words in COMMON_WORDS.items()}
SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
}
WORD = re.compile(r"[^\W\d_]+")
LOOKED_AT = 2_000
# A third of the letters decides; fewer may be a quoted name.
SCRIPT_SHARE = 1 / 3
WORDS_LEAST = 2


def guess_language(text: str) -> str:
    """Return the ISO 639 code of a text's language, or "" when nothing speaks clearly for one."""
    start = text[:LOOKED_AT]
    letters = sum(letter.isalpha() for letter in start)
    for code, script in SCRIPTS.items():
        if letters and len(script.findall(start)) > letters * SCRIPT_SHARE:
            return code
    words = WORD.findall(start.casefold())
    counts = sorted(
        ((sum(word in common for word in words), code) for code, common in COMMON.items()), reverse=True
    )
    (most, code), (second, _other) = counts[:2]
    return code if most >= WORDS_LEAST and most > second else ""
