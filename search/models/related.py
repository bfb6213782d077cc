"""What a page offers to read next, found in the background."""

from django.db import models

from search.models.documents import Document


class Related(models.Model):
    """A place that is about the same as a question or an article: another question, or a part of a guide.

    It goes with its document; whether everybody may see it is asked again when a page shows it.
    """

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="+", db_index=False)
    document = models.ForeignKey(Document, models.CASCADE, related_name="related")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            # search.selectors.related
            models.UniqueConstraint(fields=["post", "place"], name="related_place_once"),
            models.UniqueConstraint(fields=["post", "document"], name="related_document_once"),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} → {self.document_id}"


class RelatedDue(models.Model):
    """A post whose related places have to be looked for anew; the row is deleted by who has done it.

    With `spreads`, what is found is looked through as well: it may want to name this post.
    """

    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="+")
    spreads = models.BooleanField(default=True)

    def __str__(self) -> str:
        return str(self.post_id)
