"""The vectors of what can be found, and by which recipe they were made."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from pgvector.django import HnswIndex, VectorField

from search.models.documents import Document

# Of the model in search.embedding; another length needs a migration of the column.
DIMENSIONS = 384


class Recipe(models.Model):
    """One way of making vectors; only vectors of the active one are searched, so that no two ever mix.

    `fingerprint` covers the model's files and how texts are cut; `model` the files alone: questions are
    compared with documents as long as that is the same.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    model = models.CharField(max_length=64)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=Q(is_active=True), name="recipe_active_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.fingerprint[:8]}"


class Embedding(models.Model):
    """The vector of one document by one recipe; `text_hash` is that of the text it was made from."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="embeddings", db_index=False)
    recipe = models.ForeignKey(Recipe, models.CASCADE, related_name="embeddings")
    vector = VectorField(dimensions=DIMENSIONS)
    text_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "recipe"], name="embedding_once_a_recipe"),
        ]
        indexes = [
            # search.selectors.candidates: by meaning
            HnswIndex(
                fields=["vector"],
                name="embedding_by_meaning",
                m=16,
                ef_construction=64,
                opclasses=["vector_cosine_ops"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} by {self.recipe_id}"


class VectorDue(models.Model):
    """A document whose vector has to be made; a trigger writes it with the text, who stores the vector deletes it."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="vector_due")

    def __str__(self) -> str:
        return str(self.document_id)
