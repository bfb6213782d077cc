"""Finds medicines named with a dose in what people write: pure text work, no opinion about the dose.

The names are in drugs.yaml. A dose is an amount with its unit near a name, in one paragraph.
"""

import functools
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

DRUGS = Path(__file__).parent / "drugs.yaml"
NEAR = 80
AMOUNT = (
    r"(?:\d+(?:[.,]\d+)?(?:\s*(?:-|–|to|or)\s*\d+(?:[.,]\d+)?)?|½|¼|\d/\d"
    r"|half(?: a| an)?|a quarter|an?|one|two|three|four|five|six|eight|ten|a couple of|double)"
)
MEASURE = r"(?:mg|milligrams?|mcg|µg|μg|ug|micrograms?|g|gr|grams?|ml|millilit(?:er|re)s?|cc|i\.?u\.?|units?|mmol|meq)"
# "a tablet of quinine" is a dose, "an mg" is none: pieces may be counted in words.
PIECE = (
    r"(?:tablets?|tabs?|pills?|capsules?|caps|drops|puffs?|sachets?|patch(?:es)?|ampoules?|teaspoons?|tsp"
    r"|spoons?|scoops?)"
)
DOSE = re.compile(
    rf"(?<![\w.,/])(?:\d+(?:[.,]\d+)*(?:\s*(?:-|–|to|or)\s*\d+(?:[.,]\d+)*)?\s*{MEASURE}"
    rf"|{AMOUNT}\s+{PIECE})(?!\w)",
    re.IGNORECASE,
)
PARAGRAPH = re.compile(r"\n\s*\n")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
# Somebody tells of themselves or of a relative, and asks nobody to do the same.
TELLS = re.compile(r"\b(?:i|i'm|i’m|i've|i’ve|me|my|we|our)\b", re.IGNORECASE)
ADVICE = re.compile(
    r"\b(?:you|your|yours|everyone|everybody|anyone|people|should|try|recommend|suggest|advise|best to)\b"
    r"|(?:^|[.!?:;,–-]\s*|\bthen )(?:just |simply )?(?:take|use|add|swallow|have|get|start with)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class DoseMention:
    """A medicine and a dose that stand near each other; `is_own_use`: the writer tells of taking it."""

    drug: str
    dose: str
    is_own_use: bool


@functools.cache
def _names() -> re.Pattern[str]:
    groups = yaml.safe_load(DRUGS.read_text(encoding="utf-8"))
    names = {name for lines in groups.values() for line in lines for name in line}
    # The longest first: "vitamin b12" before "vitamin b".
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w])", re.IGNORECASE)


def find_doses(text: str) -> list[DoseMention]:
    """Return each dose of a text that stands near the name of a medicine, with the nearest name."""
    return [mention for paragraph in PARAGRAPH.split(text) for mention in _in_paragraph(paragraph)]


def names_dose(text: str, *, own_use_counts: bool = True) -> bool:
    """Whether a text names a medicine with a dose; without own use, what the writer reports taking is let through."""
    return any(own_use_counts or not mention.is_own_use for mention in find_doses(text))


def _in_paragraph(paragraph: str) -> list[DoseMention]:
    # Doses first: names are many, and most texts have no dose that one would have to stand near.
    doses = list(DOSE.finditer(paragraph))
    drugs = list(_names().finditer(paragraph)) if doses else []
    found = []
    for dose in doses if drugs else ():
        nearest = min(drugs, key=lambda drug: _gap(drug, dose))
        if _gap(nearest, dose) <= NEAR:
            sentence = _sentence_around(
                paragraph, min(nearest.start(), dose.start()), max(nearest.end(), dose.end())
            )
            is_own = bool(TELLS.search(paragraph)) and not ADVICE.search(sentence)
            found.append(DoseMention(nearest[0], dose[0], is_own))
    return found


def _gap(one: re.Match[str], other: re.Match[str]) -> int:
    return max(0, other.start() - one.end(), one.start() - other.end())


def _sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentences that hold what stands between two places."""
    begins = [match.end() for match in SENTENCE_END.finditer(text) if match.end() <= start]
    ends = [match.start() for match in SENTENCE_END.finditer(text) if match.start() >= end]
    return text[begins[-1] if begins else 0 : ends[0] if ends else len(text)]
