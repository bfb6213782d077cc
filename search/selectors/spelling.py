"""“Did you mean”: words of the index that are like those that no document has."""

import re

from django.db.models import F, Q
from django.db.models.functions import Length

from search.models import Word
from search.selectors.terms import Term
from search.spelling import distance, letters, may_be_near

SHORTEST = 4
# A word of fewer documents may itself be a slip, or a name.
DOCUMENTS_LEAST = 3
WORDS_READ = 3_000
UNKNOWN_MOST = 3


def correct(text: str, terms: list[Term]) -> str:
    """Return a query with its unknown words corrected, in at most one query; empty when nothing is better."""
    unknown = [
        term.word for term in terms if not term.is_known and not term.is_synonym and _may_be_wrong(term)
    ]
    unknown = unknown[:UNKNOWN_MOST]
    if not unknown:
        return ""
    alike = Q()
    for word in unknown:
        alike |= Q(word__startswith=word[0], letters__range=(len(word) - 2, len(word) + 2))
    words = Word.objects.annotate(letters=Length("word")).filter(alike, document_count__gte=DOCUMENTS_LEAST)
    known = list(words.order_by("-document_count", F("word")).values_list("word", flat=True)[:WORDS_READ])
    corrected = text
    for word in unknown:
        if better := _nearest(word, known):
            corrected = re.sub(rf"(?i)(?<!\w){re.escape(word)}(?!\w)", better, corrected)
    return corrected if corrected != text else ""


def _may_be_wrong(term: Term) -> bool:
    return len(term.word) >= SHORTEST and term.word.isalpha() and not term.is_prefix


def _nearest(word: str, known: list[str]) -> str | None:
    """Return the nearest word, the most used of those that are equally near."""
    most, own = 1 if len(word) < 6 else 2, letters(word)
    distances = [
        (distance(word, other, most), place)
        for place, other in enumerate(known)
        if abs(len(word) - len(other)) <= most and may_be_near(own, letters(other), most)
    ]
    near = min(distances, default=(most + 1, 0))
    return known[near[1]] if near[0] <= most else None
