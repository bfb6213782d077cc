"""Making the vectors of documents, and changing from one recipe to another."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from search.actions.relating import mark_due
from search.chunks import embedded_texts
from search.embedding import NAME, Embedder, get_embedder, model_fingerprint, recipe_fingerprint
from search.models import Document, Embedding, Recipe, VectorDue

BATCH, MARKED_AT_ONCE = 32, 5_000
EMBEDDED_COLUMNS = ("post", "kind", "title", "heading", "summary", "text", "text_hash")


def current_recipe() -> Recipe:
    """Return the recipe of the code that runs; the first one of all is active at once.

    A new one wants vectors of all documents.
    """
    fingerprint = recipe_fingerprint()
    return Recipe.objects.filter(fingerprint=fingerprint).first() or _make_recipe(fingerprint)


@transaction.atomic
def _make_recipe(fingerprint: str) -> Recipe:
    columns = {"model": model_fingerprint(), "name": NAME}
    recipe, is_new = Recipe.objects.get_or_create(fingerprint=fingerprint, defaults=columns)
    if is_new:
        mark_missing(recipe)
    if not Recipe.objects.filter(is_active=True).exists():
        activate(recipe)
    return recipe


def without_vector(recipe: Recipe) -> QuerySet[Document]:
    """Documents whose text, as it is now, has no vector by this recipe; looks at all of them."""
    made = Embedding.objects.filter(document=OuterRef("pk"), recipe=recipe, text_hash=OuterRef("text_hash"))
    return Document.objects.filter(~Exists(made))


def mark_missing(recipe: Recipe) -> int:
    """Have all vectors made that this recipe lacks; return how many were not due yet."""
    due = VectorDue.objects.filter(document=OuterRef("pk"))
    missing = without_vector(recipe).filter(~Exists(due))
    keys = list(missing.order_by("pk").values_list("pk", flat=True))
    VectorDue.objects.bulk_create(
        (VectorDue(document_id=key) for key in keys), ignore_conflicts=True, batch_size=MARKED_AT_ONCE
    )
    return len(keys)


def embed_pending() -> int:
    """Make the vectors that are due, a batch of them; return how many, fewer than BATCH if none is left to take.

    Nothing happens without a model.
    """
    embedder = get_embedder()
    if embedder is None:
        return 0
    recipe = current_recipe()
    number = _embed_next(embedder, recipe)
    if recipe.is_active:
        return number
    # While two versions of the code ran, the other one may have taken what was due here. What is due already is in
    # another process's hands: waiting for it is left to the next call.
    while number < BATCH and mark_missing(recipe):
        number += _embed_next(embedder, recipe)
    if number < BATCH and not without_vector(recipe).exists():
        activate(recipe)
    return number


@transaction.atomic
def _embed_next(embedder: Embedder, recipe: Recipe) -> int:
    """Take what nobody else has taken, and store the vectors of what is still there; return how many were taken.

    The slow part locks no document. A crash leaves all of it due.
    """
    due = VectorDue.objects.select_for_update(skip_locked=True).order_by("pk")[:BATCH]
    keys = list(due.values_list("document", flat=True))
    documents = list(Document.objects.filter(pk__in=keys).only(*EMBEDDED_COLUMNS))
    vectors = {one.pk: embedder.embed_document(embedded_texts(one)) for one in documents}
    kept = Document.objects.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk")
    alive = dict(kept.values_list("pk", "text_hash"))
    stored = [one for one in documents if one.pk in alive]
    Embedding.objects.bulk_create(
        [
            Embedding(document=one, recipe=recipe, vector=vectors[one.pk], text_hash=one.text_hash)
            for one in stored
        ],
        update_conflicts=True,
        unique_fields=["document", "recipe"],
        update_fields=["vector", "text_hash"],
    )
    # What has another text by now stays due.
    done = [one.pk for one in stored if alive[one.pk] == one.text_hash]
    VectorDue.objects.filter(document__in=done).delete()
    mark_due({one.post_id for one in stored if one.post_id})
    return len(keys)


@transaction.atomic
def activate(recipe: Recipe) -> None:
    """Search with the vectors of this recipe from now on, and forget those of all others."""
    list(Recipe.objects.select_for_update().order_by("pk"))
    Recipe.objects.filter(is_active=True).exclude(pk=recipe.pk).update(is_active=False)
    Recipe.objects.filter(pk=recipe.pk).update(is_active=True)
    Recipe.objects.exclude(pk=recipe.pk).delete()
    recipe.is_active = True
