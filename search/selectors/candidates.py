"""The two halves of a search: documents by words and documents by meaning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import connection, models
from django.db.models import F, Func, Q
from pgvector import Vector

from accounts.models import User
from posts.querysets import of_a_public_post
from search.embedding import embed_query, model_fingerprint
from search.models import OF_A_POST, Document, DocumentKind
from search.ranking import CANDIDATES, FIELD_WEIGHTS, LEAST_SIMILARITY, LENGTH_NORMALIZATION, POOL
from search.selectors.terms import Term

# Of the nearest vectors those of other kinds fall away; the index looks at so many (search_nearest).
LOOKED_AT = 120
NEAREST = """
SELECT n.document_id
FROM search_recipe r, search_nearest(%s::vector, r.id, %s) n JOIN search_document d ON d.id = n.document_id
WHERE r.is_active AND r.model = %s AND d.kind = ANY(%s) AND n.distance <= %s
ORDER BY n.distance
LIMIT %s
"""


class Unpacked(Func):
    """A tsvector as it is in memory; a stored one would be unpacked again for each word."""

    template = "(%(expressions)s || ''::tsvector)"
    output_field = SearchVectorField()


NO_TIME = datetime.min.replace(tzinfo=UTC)
# The sum of what ts_rank gives for each word.
RANKED = """
SELECT r.pk
FROM (%s) r, LATERAL (
    SELECT sum(t.weight * ts_rank(%%s::real[], r.unpacked, t.stem, %%s))
    FROM unnest(%%s::tsquery[], %%s::float[]) AS t(stem, weight)
) s(score)
ORDER BY s.score DESC, r.pk DESC
LIMIT %%s
"""

# Documents with the words, all that is asked of them being their kind.
WITH_WORDS = """
SELECT d.id AS pk, (d.vector || ''::tsvector) AS unpacked
FROM search_document d
WHERE d.vector @@ %s::tsquery AND d.kind = ANY(%s)
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


def by_words(terms: list[Term], conditions: Q, *, most: int = CANDIDATES, pool: int = POOL) -> list[int]:
    """Return the documents with any of the terms, those with the rarest in the best places first, in one query.

    What has just been taken down may be among them; whoever shows them asks for those that are visible.
    """
    if not terms:
        return []
    found = Document.objects.filter(conditions, vector=raw_query(_telling(terms, pool))).order_by()
    found = found.annotate(unpacked=Unpacked("vector")).values("pk", "unpacked")[:pool]
    return _rank(*found.query.sql_with_params(), terms, most)


def by_words_of_kinds(
    terms: list[Term], kinds: Iterable[str], *, most: int = CANDIDATES, pool: int = POOL
) -> list[int]:
    """Return the same of documents of some kinds, in one query; sooner, as its text is always the same."""
    if not terms:
        return []
    return _rank(WITH_WORDS, (_telling(terms, pool), [*map(str, kinds)], pool), terms, most)


def _rank(inner: str, values: tuple[Any, ...], terms: list[Term], most: int) -> list[int]:
    """Return the best of the documents that a statement finds, in one query."""
    weights = [term.weight for term in terms]
    stems = [term.tsquery for term in terms]
    with connection.cursor() as cursor:
        ranking = [FIELD_WEIGHTS, LENGTH_NORMALIZATION, stems, weights]
        cursor.execute(RANKED % inner, [*values, *ranking, most])
        return [key for (key,) in cursor.fetchall()]


def newest(conditions: Q, *, most: int = CANDIDATES) -> list[int]:
    """Return the latest documents that meet the conditions, for a query of operators alone, in two queries.

    Questions come from an index that ends in their order, however many there are; all else is little.
    """
    question = Q(kind=DocumentKind.QUESTION)
    questions = Document.objects.filter(conditions, question, of_a_public_post("post"), post__kind="question")
    others = visible().filter(conditions, ~question).exclude(kind=DocumentKind.SECTION)
    of_questions = questions.order_by("-post__created_at", "-post_id").values_list("post__created_at", "pk")
    of_others = others.order_by(F("post__created_at").desc(nulls_last=True), "-pk").values_list(
        "post__created_at", "pk"
    )
    found = [*of_questions[:most], *of_others[:most]]
    found.sort(key=lambda row: (row[0] is not None, row[0] or NO_TIME, row[1]), reverse=True)
    return [key for _at, key in found[:most]]


def by_meaning(text: str, *, kinds: Iterable[str] = OF_A_POST, most: int = CANDIDATES) -> list[int]:
    """Return the documents most like a text, in one query; none without a model or vectors of it.

    Topics and experts are asked for by name: a single word is like too many others.
    """
    vector = embed_query(text)
    if vector is None:
        return []
    with connection.cursor() as cursor:
        values = [Vector(vector).to_text(), max(LOOKED_AT, most), model_fingerprint(), [*map(str, kinds)]]
        cursor.execute(NEAREST, [*values, 1 - LEAST_SIMILARITY, most])
        return [key for (key,) in cursor.fetchall()]


def _telling(terms: list[Term], pool: int) -> str:
    """Return the query for the documents to rank, so that there are about `pool` of them at most.

    Those are all with any of the rarest words, and those with several of the more common ones together. A word that is
    in none of these still adds to the score of what the others found.
    """
    rare: list[Term] = []
    room = pool
    for term in sorted(terms, key=lambda term: term.documents):
        if term.documents > room:
            break
        rare.append(term)
        room -= term.documents
    common = [term for term in terms if term not in rare and not term.is_synonym]
    return (
        " | ".join(
            [
                *(term.tsquery for term in rare),
                *_together(common, room, is_all=not any(term.documents for term in rare)),
            ]
        )
        or terms[0].tsquery
    )


def _together(common: list[Term], room: int, *, is_all: bool) -> list[str]:
    """Return the query for documents with so many of these words that about `room` have them all, if some can be."""
    begun = [term for term in common if term.is_prefix]
    groups = [(term.tsquery, term.documents) for term in common if not term.is_prefix]
    if begun:
        groups.append((" | ".join(term.tsquery for term in begun), sum(term.documents for term in begun)))
    chosen: list[str] = []
    everything = max((term.everything for term in common), default=1)
    expected = float(everything)
    for query, documents in sorted(groups, key=lambda group: group[1]):
        if expected <= room:
            break
        chosen.append(f"({query})")
        expected *= documents / everything
    return [f"({' & '.join(chosen)})"] if len(chosen) > 1 or (chosen and is_all) else []


def raw_query(query: str) -> SearchQuery:
    return SearchQuery(query, config="simple", search_type="raw")
