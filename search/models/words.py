"""The words that the documents use."""

from django.db import models

WORD_MAX = 30


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
