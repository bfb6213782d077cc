"""The words of a query as the index knows them: stems, how rare each is, and synonyms."""

import math
from dataclasses import dataclass

from lib.statements import fetch
from search.models import LANGUAGE
from search.ranking import PREFIX_WEIGHT, SYNONYM_WEIGHT
from search.synonyms import get_synonyms, split_words

# The rarest words of a long text say what it is about.
TERMS_MOST = 20
WORD_MAX = 30
# Of the words that begin with the last one.
BEGINNINGS_MOST = 8
# A word is stemmed by the documents' language; one without a stem says nothing (the, is). Beginnings are looked for
# only where they matter: of the last word, and of those that no document has.
LOOK_UP = f"""
WITH asked AS (
    SELECT w.word, w.place, s.stem,
           (SELECT sum(v.document_count) FROM search_word v WHERE v.stem = s.stem AND v.stem <> '') AS documents
    FROM unnest(%s::text[]) WITH ORDINALITY AS w(word, place),
         LATERAL (SELECT (ts_lexize('{LANGUAGE}_stem', w.word))[1] AS stem) s
)
SELECT a.word, a.stem, a.documents, (SELECT v.document_count FROM search_word v WHERE v.word = ''),
       b.stems, b.counts
FROM asked a LEFT JOIN LATERAL (
    SELECT array_agg(f.stem) AS stems, array_agg(f.document_count) AS counts
    FROM (
        SELECT v.stem, v.document_count FROM search_word v
        WHERE v.word ~>=~ a.word AND v.word ~<~ (a.word || chr(1114111)) AND v.stem <> ''
        ORDER BY v.document_count DESC, v.word LIMIT {BEGINNINGS_MOST}
    ) f
) b ON a.word = %s OR a.documents IS NULL
"""  # noqa: S608 -- constants of this file


@dataclass(frozen=True)
class Term:
    """A stem to search for, how much it says, what was typed for it, and how many of all documents have it, about.

    `is_known` if any document has it, or a word that begins with it.
    """

    stem: str
    weight: float
    word: str
    documents: int = 0
    everything: int = 1
    is_known: bool = True
    is_synonym: bool = False
    is_prefix: bool = False

    @property
    def tsquery(self) -> str:
        """The stem in PostgreSQL's language of queries; a stem is made of letters and digits alone."""
        return f"'{self.stem}'"


def read_terms(text: str, *, with_prefix: bool = False) -> list[Term]:
    """Return what a text asks for, the weightiest terms first, in one query.

    With a prefix the last word may be the beginning of one.
    """
    words = [word[:WORD_MAX] for word in split_words(text)]
    if not words:
        return []
    synonyms = get_synonyms().expand(words)
    known = _look_up([*dict.fromkeys(words), *synonyms], begun=words[-1])
    terms: dict[str, Term] = {}
    for word in [*words, *synonyms]:
        row = known[word]
        if row.stem and row.stem not in terms:
            weight = row.rarity * (SYNONYM_WEIGHT if word in synonyms else 1.0)
            terms[row.stem] = Term(
                row.stem, weight, word, row.documents, row.everything, row.is_known, word in synonyms
            )
    last = known[words[-1]]
    if with_prefix and last.stem and len(last.word) > 1:
        for stem, documents in last.begins.items():
            terms.setdefault(
                stem,
                Term(
                    stem, PREFIX_WEIGHT * last.rarity, last.word, documents, last.everything, is_prefix=True
                ),
            )
    return sorted(terms.values(), key=lambda term: -term.weight)[:TERMS_MOST]


@dataclass(frozen=True)
class _Row:
    """What the index knows of one word."""

    word: str
    stem: str | None
    documents: int
    everything: int
    is_known: bool
    begins: dict[str, int]

    @property
    def rarity(self) -> float:
        """BM25's weight of a word that stands in so many of all documents."""
        counted = min(self.documents, self.everything)
        return math.log(1 + (self.everything - counted + 0.5) / (counted + 0.5))


def _look_up(words: list[str], *, begun: str) -> dict[str, _Row]:
    rows = fetch(LOOK_UP, [words, begun])
    # Before words were counted for the first time none counts as unknown.
    return {
        word: _Row(
            word,
            stem,
            int(count or 0),
            total or 1,
            bool(count or stems) or total is None,
            _most_used(stems or [], counts or []),
        )
        for word, stem, count, total, stems, counts in rows
    }


def _most_used(stems: list[str], counts: list[int]) -> dict[str, int]:
    """How many documents have each stem, about: several words may share one."""
    found: dict[str, int] = {}
    for stem, count in zip(stems, counts, strict=True):
        found[stem] = found.get(stem, 0) + count
    return found
