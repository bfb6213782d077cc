"""The words of a query as the index knows them: stems, how rare each is, and synonyms."""

import math
from dataclasses import dataclass

from django.db import connection

from search.models import LANGUAGE
from search.ranking import PREFIX_WEIGHT, SYNONYM_WEIGHT
from search.synonyms import get_synonyms, split_words

# The rarest words of a long text say what it is about.
TERMS_MOST = 24
WORD_MAX = 30
# A word is stemmed by the documents' language; one without a stem says nothing (the, is).
LOOK_UP = f"""
SELECT w.word, s.stem,
       (SELECT sum(v.document_count) FROM search_word v WHERE v.stem = s.stem AND v.stem <> ''),
       (SELECT v.document_count FROM search_word v WHERE v.word = '')
FROM unnest(%s::text[]) AS w(word),
     LATERAL (SELECT (ts_lexize('{LANGUAGE}_stem', w.word))[1] AS stem) s
"""  # noqa: S608 -- constants of this file


@dataclass(frozen=True)
class Term:
    """A stem to search for, how much it says, and what was typed for it; `is_known` if any document has it."""

    stem: str
    weight: float
    word: str
    is_known: bool = True
    is_synonym: bool = False
    is_prefix: bool = False

    @property
    def tsquery(self) -> str:
        """The stem in PostgreSQL's language of queries; a stem is made of letters and digits alone."""
        return f"'{self.stem}'{':*' if self.is_prefix else ''}"


def read_terms(text: str, *, with_prefix: bool = False) -> list[Term]:
    """Return what a text asks for, the weightiest terms first, in one query.

    With a prefix the last word may be the beginning of one.
    """
    words = [word[:WORD_MAX] for word in split_words(text)]
    if not words:
        return []
    synonyms = get_synonyms().expand(words)
    known = _look_up([*dict.fromkeys(words), *synonyms])
    terms: dict[str, Term] = {}
    for word in [*words, *synonyms]:
        stem, documents, everything = known[word]
        if stem and stem not in terms:
            factor = SYNONYM_WEIGHT if word in synonyms else 1.0
            weight = factor * _rarity(documents, everything)
            terms[stem] = Term(stem, weight, word, documents > 0, word in synonyms)
    if with_prefix and len(words[-1]) > 1:
        terms[f"{words[-1]}*"] = Term(words[-1], PREFIX_WEIGHT, words[-1], is_prefix=True)
    return sorted(terms.values(), key=lambda term: -term.weight)[:TERMS_MOST]


def _look_up(words: list[str]) -> dict[str, tuple[str | None, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, [words])
        return {word: (stem, int(count or 0), int(total or 1)) for word, stem, count, total in cursor.fetchall()}


def _rarity(documents: int, everything: int) -> float:
    """BM25's weight of a word that stands in so many of all documents."""
    counted = min(documents, everything)
    return math.log(1 + (everything - counted + 0.5) / (counted + 0.5))
