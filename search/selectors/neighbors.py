"""What is about the same as a question or an article, found by its words and by its own vector."""

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from search.models import OF_A_POST, OF_AN_ARTICLE, Document, DocumentKind
from search.ranking import CANDIDATES, LEAST_SIMILARITY, fuse, in_order
from search.selectors.candidates import LOOKED_AT, by_words
from search.selectors.hits import load_documents, traits_of
from search.selectors.terms import read_terms

QUESTIONS_MOST = 4
PLACES_MOST = 4
# Of what a post says, its title and topics are enough words.
NEAREST = """
SELECT n.document_id
FROM search_embedding own JOIN search_recipe r ON r.id = own.recipe_id AND r.is_active,
     search_nearest(own.vector, own.recipe_id, %s) n JOIN search_document d ON d.id = n.document_id
WHERE own.document_id = %s AND d.post_id <> %s AND d.kind = ANY(%s) AND n.distance <= %s
ORDER BY n.distance
LIMIT %s
"""


def find_neighbors(post_id: int) -> list[int]:
    """Return the documents that belong to a post, questions first, both best first; at most five queries.

    Nothing belongs to a post that nobody finds.
    """
    own = Document.objects.filter(post=post_id, position=0).only("title", "tags").first()
    if own is None:
        return []
    others = Q(kind__in=OF_A_POST) & ~Q(post=post_id)
    words = by_words(read_terms(f"{own.title} {own.tags}"), others)
    scores = fuse(words, _by_own_vector(own, post_id))
    documents = load_documents(scores, others)
    traits = {key: traits_of(document) for key, document in documents.items()}
    best: dict[int, Document] = {}
    for key in in_order(scores, traits, timezone.now()):
        best.setdefault(documents[key].post_id, documents[key])
    questions = [one.pk for one in best.values() if one.kind == DocumentKind.QUESTION]
    places = [one.pk for one in best.values() if one.kind in OF_AN_ARTICLE]
    return questions[:QUESTIONS_MOST] + places[:PLACES_MOST]


def _by_own_vector(own: Document, post_id: int) -> list[int]:
    with connection.cursor() as cursor:
        values = [LOOKED_AT, own.pk, post_id, [*map(str, OF_A_POST)]]
        cursor.execute(NEAREST, [*values, 1 - LEAST_SIMILARITY, CANDIDATES])
        return [key for (key,) in cursor.fetchall()]
