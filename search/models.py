"""The search index: what can be found, the vectors of it, and the words that it uses."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pgvector.django import HnswIndex, VectorField

from search.fields import ConfigField

# Of the model in search.embedding; another length needs a migration of the column.
DIMENSIONS = 384
LANGUAGE = "english"
WORD_MAX = 30


class DocumentKind(models.TextChoices):
    """What is found; an article is found as a whole and by its sections."""

    QUESTION = "question", _("Question")
    ARTICLE = "article", _("Guide")
    SECTION = "section", _("Part of a guide")
    FAQ = "faq", _("Frequent question")
    TAG = "tag", _("Topic")
    EXPERT = "expert", _("Expert")


OF_A_POST = (DocumentKind.QUESTION, DocumentKind.ARTICLE, DocumentKind.SECTION, DocumentKind.FAQ)
# Kinds that stand in an article, of which a reader is shown one place at a time.
OF_AN_ARTICLE = (DocumentKind.ARTICLE, DocumentKind.SECTION, DocumentKind.FAQ)


def has_one_owner() -> Q:
    """Return the condition that a document is of a post, of a tag or of a person, as its kind says."""
    nobody = {"post": None, "tag": None, "person": None}
    of_post = Q(kind__in=OF_A_POST, post__isnull=False, tag=None, person=None)
    of_tag = Q(kind=DocumentKind.TAG, tag__isnull=False) & Q(**_without(nobody, "tag"))
    of_person = Q(kind=DocumentKind.EXPERT, person__isnull=False) & Q(**_without(nobody, "person"))
    return of_post | of_tag | of_person


def _without(columns: dict[str, None], name: str) -> dict[str, None]:
    return {key: value for key, value in columns.items() if key != name}


class Document(models.Model):
    """The words by which one thing is found; it exists only while everybody may see the thing.

    A section has the `anchor` of its heading. `text_hash` tells when the vector has to be made anew,
    `meta_hash` when only the columns for filters have changed.
    """

    kind = models.CharField(max_length=10, choices=DocumentKind)
    post = models.ForeignKey("posts.Post", models.CASCADE, null=True, related_name="+", db_index=False)
    tag = models.OneToOneField("posts.Tag", models.CASCADE, null=True, related_name="+")
    person = models.OneToOneField("accounts.User", models.CASCADE, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    anchor = models.CharField(max_length=200, blank=True)
    config = ConfigField(max_length=63, default=LANGUAGE)
    title = models.TextField()
    heading = models.TextField(blank=True)
    tags = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    # Of a question; found, but never shown: one of them may have been hidden a moment ago.
    answers = models.TextField(blank=True)
    body_sites = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    text_hash = models.CharField(max_length=64)
    meta_hash = models.CharField(max_length=64)
    vector = models.GeneratedField(
        expression=SearchVector("title", "heading", weight="A", config=F("config"))
        + SearchVector("tags", "summary", weight="B", config=F("config"))
        + SearchVector("text", "answers", weight="C", config=F("config")),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="search_document_kind_is_known"
            ),
            models.CheckConstraint(condition=has_one_owner(), name="search_document_has_one_owner"),
            models.CheckConstraint(
                condition=Q(anchor="") | Q(kind=DocumentKind.SECTION),
                name="search_document_anchor_is_of_a_section",
            ),
            models.UniqueConstraint(fields=["post", "position"], name="search_document_place_once"),
        ]
        indexes = [
            # search.selectors.candidates: by words
            GinIndex(fields=["vector"], name="document_by_words"),
        ]

    def __str__(self) -> str:
        return f"{self.title} – {self.heading}" if self.heading else self.title


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


class Word(models.Model):
    """A word that the documents use, its stem, and how many use it; the empty word counts all documents."""

    word = models.CharField(max_length=WORD_MAX, primary_key=True)
    stem = models.CharField(max_length=WORD_MAX, db_index=True)
    document_count = models.PositiveIntegerField()

    class Meta:
        indexes = [
            # search.selectors.spelling: words like the one that was typed
            models.Index(fields=["word"], opclasses=["varchar_pattern_ops"], name="word_by_prefix"),
        ]

    def __str__(self) -> str:
        return self.word
