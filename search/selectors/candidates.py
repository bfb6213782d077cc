"""The two halves of a search: documents by words and documents by meaning."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, models
from django.db.models import F, Q, Value
from pgvector import Vector

from accounts.models import User
from posts.querysets import of_a_public_post
from search.embedding import embed_query, model_fingerprint
from search.models import OF_A_POST, Document, DocumentKind
from search.ranking import CANDIDATES, FIELD_WEIGHTS, LEAST_SIMILARITY, LENGTH_NORMALIZATION, POOL
from search.selectors.terms import Term

# Of the nearest vectors those of other kinds fall away.
LOOKED_AT = 2
NEAREST = """
SELECT n.document_id
FROM search_recipe r, search_nearest(%s::vector, r.id, %s) n JOIN search_document d ON d.id = n.document_id
WHERE r.is_active AND r.model = %s AND d.kind = ANY(%s) AND n.distance <= %s
ORDER BY n.distance
LIMIT %s
"""


@dataclass(frozen=True)
class Found:
    """The keys of documents by words and by meaning, both best first."""

    words: list[int]
    meaning: list[int]


def visible() -> models.QuerySet[Document]:
    """Documents of what everybody may see now, whatever the worker has or has not done yet."""
    return Document.objects.filter(
        of_a_public_post("post") | Q(tag__post_count__gt=0) | Q(person__in=User.objects.verified_experts())
    )


def by_words(terms: list[Term], conditions: Q, *, most: int = CANDIDATES) -> list[int]:
    """Return the documents with any of the terms, those with the rarest in the best places first, in one query."""
    if not terms:
        return []
    scores = [Value(term.weight) * _rank(term) for term in terms]
    pool = visible().filter(conditions, vector=_raw(_telling(terms))).values("pk")[:POOL]
    ranked = Document.objects.filter(pk__in=pool).annotate(words_score=reduce(add, scores))
    return list(ranked.order_by("-words_score", "-pk").values_list("pk", flat=True)[:most])


def newest(conditions: Q, *, most: int = CANDIDATES) -> list[int]:
    """Return the latest documents that meet the conditions, for a query of operators alone, in one query."""
    ordered = visible().filter(conditions).exclude(kind=DocumentKind.SECTION)
    return list(
        ordered.order_by(F("post__created_at").desc(nulls_last=True), "-pk").values_list("pk", flat=True)[
            :most
        ]
    )


def by_meaning(text: str, *, kinds: Iterable[str] = OF_A_POST, most: int = CANDIDATES) -> list[int]:
    """Return the documents most like a text, in one query; none without a model or vectors of it.

    Topics and experts are asked for by name: a single word is like too many others.
    """
    vector = embed_query(text)
    if vector is None:
        return []
    with connection.cursor() as cursor:
        values = [Vector(vector).to_text(), LOOKED_AT * most, model_fingerprint(), [*map(str, kinds)]]
        cursor.execute(NEAREST, [*values, 1 - LEAST_SIMILARITY, most])
        return [key for (key,) in cursor.fetchall()]


def _telling(terms: list[Term]) -> str:
    """Return the query for documents with any of the words that few have; all words together if many have each."""
    few = [term.tsquery for term in terms if term.documents <= POOL]
    common = [term.tsquery for term in terms if not (term.is_synonym or term.is_prefix)]
    return " | ".join(few) or " & ".join(common)


def _rank(term: Term) -> SearchRank:
    return SearchRank(
        F("vector"), _raw(term.tsquery), weights=FIELD_WEIGHTS, normalization=LENGTH_NORMALIZATION
    )


def _raw(query: str) -> SearchQuery:
    return SearchQuery(query, config="simple", search_type="raw")
