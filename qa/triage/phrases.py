"""The small language of phrases that the rules are written in, as regular expressions."""

import re
from collections.abc import Iterable, Mapping

# A denial between two words belongs to them: "the leg is not red" is no red leg.
GAP = r"(?:[^\w.!?;\n]+(?!(?:no|not|without|never|nor)\b)[\w']+){0,6}?[^\w.!?;\n]+"
BLANK = r"[ ,-]+"
OPTIONAL_BLANK = r"[ ,-]*"
MEANING = {" ~ ": GAP, " ?": OPTIONAL_BLANK, " ": BLANK}
SPACES = re.compile(r" ~ | \?| ")
NAME = re.compile(r"<(\w+)>")
MAX_DEPTH = 5


class PhraseError(ValueError):
    """A phrase cannot be read."""


def compile_phrases(phrases: Iterable[str], words: Mapping[str, str]) -> re.Pattern[str]:
    """Return one expression that finds any of the phrases; raises PhraseError."""
    joined = "|".join(f"(?:{_expression(phrase, words)})" for phrase in phrases)
    return re.compile(rf"(?<![\w'])(?:{joined})(?!\w|'t\b)")


def _expression(phrase: str, words: Mapping[str, str]) -> str:
    parts = [_piece(part, words) for part in phrase.split(" & ")]
    if len(parts) > 2:
        raise PhraseError("'&' may stand once in a phrase")
    if len(parts) == 1:
        expression = parts[0]
    else:
        first, second = parts
        expression = f"(?:{first}){GAP}(?:{second})|(?:{second}){GAP}(?:{first})"
    _check(expression)
    return expression


def _check(expression: str) -> None:
    try:
        found = re.compile(f"(?:{expression})").match("")
    except (re.error, OverflowError) as error:
        raise PhraseError(str(error)) from None
    if found:
        raise PhraseError("matches a text without words")


def _piece(phrase: str, words: Mapping[str, str]) -> str:
    for _depth in range(MAX_DEPTH):
        phrase = NAME.sub(lambda found: _word_list(found[1], words), phrase)
    if NAME.search(phrase):
        raise PhraseError("word lists that name each other")
    phrase = re.sub(r"\((?!\?)", "(?:", phrase.strip())
    phrase = re.sub(r"(?<=\w)\*", r"\\w*", phrase)
    return SPACES.sub(lambda found: MEANING[found[0]], phrase)


def _word_list(name: str, words: Mapping[str, str]) -> str:
    if name not in words:
        raise PhraseError(f"unknown word list '{name}'")
    return words[name]
