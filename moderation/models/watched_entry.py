"""Domains and phrases that moderators want to be seen, or let through."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PATTERN_LENGTH = 200


class WatchedKind(models.TextChoices):
    """What an entry is compared with."""

    PHRASE = "phrase", _("A phrase in a text")
    DOMAIN = "domain", _("A domain that a text leads to")
    EMAIL_DOMAIN = "email_domain", _("The domain of an author's address")


class WatchedAction(models.TextChoices):
    """What becomes of a text in which an entry is found."""

    ALLOW = "allow", _("Let it through")
    HOLD = "hold", _("Let a moderator read it first")
    BLOCK = "block", _("Refuse it")
    REPLACE = "replace", _("Put other words in its place")


class WatchedEntry(models.Model):
    """One line of the lists. Domains count with everything below them; phrases as whole words, in any case.

    After `expires_at` an entry is as if it were not there: who owns a domain changes.
    """

    kind = models.CharField(max_length=12, choices=WatchedKind)
    pattern = models.CharField(max_length=PATTERN_LENGTH)
    action = models.CharField(max_length=10, choices=WatchedAction)
    replacement = models.CharField(max_length=PATTERN_LENGTH, blank=True)
    note = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "pattern"], name="watched_entry_once"),
            models.CheckConstraint(
                condition=Q(kind__in=WatchedKind.values), name="watched_entry_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(action__in=WatchedAction.values), name="watched_entry_action_is_known"
            ),
            models.CheckConstraint(condition=~Q(pattern=""), name="watched_entry_looks_for_something"),
            models.CheckConstraint(
                condition=Q(kind=WatchedKind.PHRASE, action=WatchedAction.REPLACE) & ~Q(replacement="")
                | ~Q(action=WatchedAction.REPLACE) & Q(replacement=""),
                name="watched_entry_replaces_phrases_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.pattern}"
