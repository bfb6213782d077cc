"""The search page: hits of a query, what they can be narrowed to, and what else to try."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from lib.pagination import Page
from search.models import Document
from search.query import Query, parse
from search.ranking import RESULTS_MOST, fuse, in_order
from search.selectors.candidates import Found, by_meaning, by_words, newest
from search.selectors.facets import Facet, count_facets
from search.selectors.filters import conditions_of
from search.selectors.hits import Hit, hit_of, load_documents, mark_excerpts, owner_of, traits_of
from search.selectors.spelling import correct
from search.selectors.terms import Term, read_terms

RESULTS = 20
PLACES_IN_AN_ARTICLE = 3


@dataclass(frozen=True)
class Results:
    """One page of the best matches of a query; `count` is of all, at most RESULTS_MOST documents."""

    query: Query
    page: Page[Hit]
    count: int
    facets: list[Facet]
    did_you_mean: str

    @property
    def rows(self) -> list[Hit]:
        return list(self.page.rows)


def find(typed: str, cursor: str = "") -> Results:
    """Return what is found for what a person typed, in at most six queries.

    Those are the words of the index, both halves, the documents of the candidates (for facets), the excerpts of
    those shown, and words like an unknown one.
    """
    query = parse(typed)
    if query.is_empty:
        return Results(query, Page([], None, None), 0, [], "")
    conditions = conditions_of(query)
    terms = read_terms(query.asks, with_prefix=not query.phrases)
    found = _look(query, terms, conditions_of(query, as_indexed=True))
    documents = load_documents(fuse(found.words, found.meaning), conditions)
    best = _by_owner(found, documents)
    start = read_place(cursor)
    shown = best[start : start + RESULTS]
    excerpts = mark_excerpts([keys[0] for keys in shown], terms)
    hits = [hit_of([documents[key] for key in keys], excerpts) for keys in shown]
    facets = count_facets([documents[keys[0]] for keys in best], query)
    return Results(query, _page(hits, start, len(best)), len(best), facets, correct(query.text, terms))


def _look(query: Query, terms: list[Term], conditions: Q) -> Found:
    if not query.asks:
        return Found(newest(conditions, most=RESULTS_MOST), [])
    if not terms:
        return Found([], [])
    return Found(by_words(terms, conditions), by_meaning(query.asks))


def _by_owner(found: Found, documents: dict[int, Document]) -> list[list[int]]:
    """Return the documents of each thing that was found, best first; of an article the best few places."""
    traits = {key: traits_of(document) for key, document in documents.items()}
    owners: dict[tuple[str, int], list[int]] = {}
    for key in in_order(fuse(found.words, found.meaning), traits, timezone.now())[:RESULTS_MOST]:
        keys = owners.setdefault(owner_of(documents[key]), [])
        if len(keys) < PLACES_IN_AN_ARTICLE:
            keys.append(key)
    return list(owners.values())


def read_place(cursor: str) -> int:
    """Return the place at which a page begins; a cursor that makes no sense is that of the first page."""
    is_place = cursor.isascii() and cursor.isdecimal() and len(cursor) <= 3
    return min(int(cursor), RESULTS_MOST) if is_place else 0


def _page(hits: list[Hit], start: int, count: int) -> Page[Hit]:
    before = str(max(start - RESULTS, 0)) if start else None
    after = str(start + RESULTS) if start + RESULTS < count else None
    return Page(hits, before, after)
