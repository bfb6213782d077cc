"""Making the vectors of documents, and changing from one recipe to another."""

from concurrent.futures import ThreadPoolExecutor

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from search.actions.relating import mark_due
from search.chunks import embedded_texts
from search.embedding import NAME, Embedder, get_embedder, model_fingerprint, recipe_fingerprint
from search.models import Document, Embedding, Recipe

BATCH = 32


def current_recipe() -> Recipe:
    """Return the recipe of the code that runs; the first one of all is active at once."""
    fingerprint = recipe_fingerprint()
    recipe = Recipe.objects.filter(fingerprint=fingerprint).first()
    if recipe is None:
        columns = {"model": model_fingerprint(), "name": NAME}
        recipe, _made = Recipe.objects.get_or_create(fingerprint=fingerprint, defaults=columns)
        if not Recipe.objects.filter(is_active=True).exists():
            activate(recipe)
    return recipe


def without_vector(recipe: Recipe) -> QuerySet[Document]:
    """Documents whose text, as it is now, has no vector by this recipe."""
    made = Embedding.objects.filter(document=OuterRef("pk"), recipe=recipe, text_hash=OuterRef("text_hash"))
    return Document.objects.filter(~Exists(made))


def embed_pending(*, most: int = BATCH, threads: int = 1) -> int:
    """Make at most `most` missing vectors; return how many were made. Nothing happens without a model."""
    embedder = get_embedder()
    if embedder is None:
        return 0
    recipe = current_recipe()
    columns = ("post", "kind", "title", "heading", "summary", "text", "text_hash")
    documents = list(without_vector(recipe).only(*columns).order_by("pk")[:most])
    _embed(embedder, recipe, documents, threads)
    if len(documents) < most and not recipe.is_active:
        activate(recipe)
    return len(documents)


@transaction.atomic
def _embed(embedder: Embedder, recipe: Recipe, documents: list[Document], threads: int) -> None:
    """Store the vectors of documents that are still there; the slow part holds no lock."""
    texts = [embedded_texts(document) for document in documents]
    with ThreadPoolExecutor(threads) as pool:  # the model lets go of Python's lock while it works
        made = pool.map(embedder.embed_document, texts)
        vectors = {document.pk: vector for document, vector in zip(documents, made, strict=True)}
    kept = Document.objects.filter(pk__in=vectors).select_for_update().values_list("pk", flat=True)
    alive = set(kept.order_by("pk"))
    Embedding.objects.bulk_create(
        [
            Embedding(
                document=document, recipe=recipe, vector=vectors[document.pk], text_hash=document.text_hash
            )
            for document in documents
            if document.pk in alive
        ],
        update_conflicts=True,
        unique_fields=["document", "recipe"],
        update_fields=["vector", "text_hash"],
    )
    mark_due({document.post_id for document in documents if document.pk in alive and document.post_id})


@transaction.atomic
def activate(recipe: Recipe) -> None:
    """Search with the vectors of this recipe from now on, and forget those of all others."""
    list(Recipe.objects.select_for_update().order_by("pk"))
    Recipe.objects.filter(is_active=True).exclude(pk=recipe.pk).update(is_active=False)
    Recipe.objects.filter(pk=recipe.pk).update(is_active=True)
    Recipe.objects.exclude(pk=recipe.pk).delete()
    recipe.is_active = True


def forget_stale() -> int:
    """Delete vectors of an older text; they are made anew by the next run."""
    stale = Embedding.objects.exclude(text_hash=F("document__text_hash"))
    return stale.delete()[0]
