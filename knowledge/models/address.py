"""Under which addresses an article can be reached."""

from django.db import models
from django.utils import timezone

from knowledge.models.article import SLUG_MAX, Article


class ArticleSlug(models.Model):
    """One address of an article, the present one or a former one.

    It belongs to this article for ever: a trigger refuses every change and deletion of a row.
    """

    slug = models.SlugField(max_length=SLUG_MAX, primary_key=True)
    article = models.ForeignKey(Article, models.PROTECT, related_name="slugs", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            # The article's foreign key refers to both columns.
            models.UniqueConstraint(fields=["article", "slug"], name="article_slug_with_its_article"),
        ]

    def __str__(self) -> str:
        return self.slug
