"""What can be found."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from search.fields import ConfigField

LANGUAGE = "english"


class DocumentKind(models.TextChoices):
    """What is found; an article is found as a whole and by its sections."""

    QUESTION = "question", _("Question")
    ARTICLE = "article", _("Guide")
    SECTION = "section", _("Part of a guide")
    FAQ = "faq", _("Frequent question")
    RELIEF = "relief", _("Relief steps")
    TAG = "tag", _("Topic")
    EXPERT = "expert", _("Expert")


# Kinds that stand in an article, of which a reader is shown one place at a time.
OF_AN_ARTICLE = (DocumentKind.ARTICLE, DocumentKind.SECTION, DocumentKind.FAQ, DocumentKind.RELIEF)
OF_A_POST = (DocumentKind.QUESTION, *OF_AN_ARTICLE)


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
                condition=Q(anchor="") | Q(kind__in=[DocumentKind.SECTION, DocumentKind.RELIEF]),
                name="search_document_anchor_is_of_a_section",
            ),
            models.UniqueConstraint(fields=["post", "position"], name="search_document_place_once"),
        ]
        indexes = [
            # search.selectors.candidates: by words
            GinIndex(fields=["vector"], name="document_by_words"),
            # search.selectors.filters: questions without an answer
            models.Index(
                fields=["id"],
                condition=Q(kind=DocumentKind.QUESTION, answers=""),
                name="document_of_unanswered",
            ),
            # search.selectors.filters: all else, of which there is little
            models.Index(
                fields=["id"], condition=~Q(kind=DocumentKind.QUESTION), name="document_of_no_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} – {self.heading}" if self.heading else self.title
