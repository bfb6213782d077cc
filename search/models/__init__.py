"""The search index: what can be found, the vectors of it, the words that it uses, and what belongs together."""

from search.models.documents import LANGUAGE, OF_A_POST, OF_AN_ARTICLE, Document, DocumentKind
from search.models.related import Related, RelatedDue
from search.models.saved_search import SavedSearch
from search.models.vectors import DIMENSIONS, Embedding, Recipe, VectorDue
from search.models.words import WORD_MAX, Word

__all__ = [
    "DIMENSIONS", "LANGUAGE", "OF_AN_ARTICLE", "OF_A_POST", "WORD_MAX", "Document", "DocumentKind", "Embedding",
    "Recipe", "Related", "RelatedDue", "SavedSearch", "VectorDue", "Word",
]  # fmt: skip
