"""How often the lists of the site have changed, for those who keep copies of pages."""

from django.db import models


class PageVersion(models.Model):
    """A part of the count of changes in one scope ("questions", "people", ...); the sum of a scope is its version.

    Triggers count, in the transaction of the change (posts.migrations.0008). Each writer adds to a row that
    nobody else is adding to, so no writer waits for another, and yet every commit changes the sum.
    """

    scope = models.CharField(max_length=40)
    changes = models.PositiveBigIntegerField(default=1)

    class Meta:
        indexes = [
            # posts.selectors.page_versions
            models.Index(fields=["scope", "id"], name="page_version_of_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {self.changes}"
