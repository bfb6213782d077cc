"""What only curated articles have."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from lib.body_sites import BodySite
from lib.dates import site_today

AUTHOR_MAX = 120
SLUG_MAX = 100


class ArticleKind(models.TextChoices):
    """Where an article is shown."""

    ARTICLE = "article", _("Article")
    FAQ = "faq", _("Frequent question")
    TYPES = "types", _("Guide to the types")
    RELIEF = "relief", _("Relief steps")
    SCENARIO = "scenario", _("Story")


class Certainty(models.TextChoices):
    """How sure a statement is, in words for readers."""

    STRONG = "strong", _("Well established")
    MODERATE = "moderate", _("Likely")
    WEAK = "weak", _("Weak evidence")
    DISPUTED = "disputed", _("Experts disagree")
    UNKNOWN = "unknown", _("Not known")


def is_list(column: str) -> Exact:
    """Return the condition that a JSON column holds a list."""
    return Exact(Func(F(column), function="jsonb_typeof", output_field=models.TextField()), "array")


class Article(models.Model):
    """Sources, review and origin of an article; its text is its post's.

    `file_hash` is that of the content file last loaded, `loaded_hash` that of what it made the article say:
    while the article still says that, nobody has edited it on the site. `text_changed_on` is the day on which
    the text changed after the review, None while it is the reviewed one. The slug is one of the article's
    ArticleSlug rows (a foreign key in the migration) and equal to the post's.
    """

    post = models.OneToOneField("posts.Post", models.PROTECT, primary_key=True, related_name="article")
    kind = models.CharField(max_length=10, choices=ArticleKind)
    slug = models.SlugField(max_length=SLUG_MAX, unique=True)
    position = models.PositiveIntegerField(default=0)
    summary = models.CharField(max_length=700)
    authors = ArrayField(models.CharField(max_length=AUTHOR_MAX), default=list, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sources = models.JSONField(default=list, blank=True)
    evidence = models.JSONField(default=list, blank=True)
    facts = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    related = ArrayField(models.CharField(max_length=SLUG_MAX), default=list, blank=True)
    body_sites = ArrayField(models.CharField(max_length=20, choices=BodySite), default=list, blank=True)
    headings = models.JSONField(default=list, blank=True)
    word_count = models.PositiveIntegerField(default=0)
    last_reviewed = models.DateField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=120, blank=True)
    reviewer_qualification = models.CharField(max_length=120, blank=True)
    next_review_due = models.DateField(null=True, blank=True)
    text_changed_on = models.DateField(null=True, blank=True)
    helpful_count = models.PositiveIntegerField(default=0)
    unhelpful_count = models.PositiveIntegerField(default=0)
    file_hash = models.CharField(max_length=64, blank=True)
    loaded_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ArticleKind.values), name="article_kind_is_known"),
            models.CheckConstraint(
                condition=Q(last_reviewed=None, reviewed_by="", reviewer_qualification="")
                | (Q(last_reviewed__isnull=False) & ~Q(reviewed_by="") & ~Q(reviewer_qualification="")),
                name="article_review_names_a_qualified_person",
            ),
            models.CheckConstraint(
                condition=Q(text_changed_on=None) | Q(last_reviewed__isnull=False),
                name="article_text_changed_after_a_review",
            ),
            models.CheckConstraint(condition=is_list("sources"), name="article_sources_are_a_list"),
            models.CheckConstraint(condition=is_list("evidence"), name="article_evidence_is_a_list"),
        ]
        indexes = [
            # knowledge.selectors.articles
            models.Index(fields=["kind", "position", "post"], name="article_in_order"),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def minutes(self) -> int:
        """Reading time at 200 words a minute, at least one."""
        return max(1, round(self.word_count / 200))

    @property
    def is_overdue(self) -> bool:
        """Whether the next review should have happened by now."""
        return self.next_review_due is not None and self.next_review_due < site_today()
