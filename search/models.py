"""The search index: one document a question or article."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models


class Document(models.Model):
    """The words by which one thread is found; it exists only while its root is public."""

    post = models.OneToOneField("posts.Post", models.CASCADE, primary_key=True, related_name="+")
    title = models.TextField()
    tags = models.TextField(blank=True)
    text = models.TextField(blank=True)
    vector = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("tags", weight="B", config="english")
        + SearchVector("text", weight="C", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="document_by_words")]

    def __str__(self) -> str:
        return self.title
