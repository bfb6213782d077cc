"""Searches that people saved."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from search.query import QUERY_LENGTH


class SavedSearch(models.Model):
    """A query of which somebody wants to hear when it finds something new."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    text = models.CharField(max_length=QUERY_LENGTH)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "text"], name="search_saved_once"),
            models.CheckConstraint(condition=~Q(text=""), name="saved_search_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
