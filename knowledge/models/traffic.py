"""How often articles are read."""

from django.db import models

from knowledge.models.article import Article


class ArticleDay(models.Model):
    """How often one article was opened on one day; nothing about who opened it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="days", db_index=False)
    day = models.DateField()
    views = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "day"], name="article_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} on {self.day}: {self.views}"
