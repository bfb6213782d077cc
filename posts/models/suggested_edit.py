"""Edits that wait for somebody's yes: the post goes on saying what it said."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from posts.kinds import REASON_MAX
from posts.models.revision import Revision


class SuggestionSource(models.TextChoices):
    """Why an edit waits."""

    MEMBER = "member", _("Suggested by a member")
    HELD = "held", _("Held for a look")


class SuggestionState(models.TextChoices):
    """What became of a suggested edit."""

    OPEN = "open", _("Waiting")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    SUPERSEDED = "superseded", _("Overtaken by a newer text")


class SuggestedEdit(models.Model):
    """What stands beside a revision that is not applied: whose it is, and what was decided about it.

    The text is in the revision, which is numbered below zero, so that the versions of the post have no gaps.
    """

    revision = models.OneToOneField(Revision, models.CASCADE, primary_key=True, related_name="suggested_edit")
    # Copies of the revision's, for the constraints.
    post = models.ForeignKey("posts.Post", models.CASCADE, related_name="suggested_edits")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=SuggestionSource, default=SuggestionSource.MEMBER)
    state = models.CharField(max_length=10, choices=SuggestionState, default=SuggestionState.OPEN)
    # The version of the post that the text was written against.
    base_number = models.PositiveIntegerField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=REASON_MAX, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "editor"],
                condition=Q(state=SuggestionState.OPEN),
                name="suggested_edit_open_once_per_editor",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SuggestionState.values), name="suggested_edit_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(source__in=SuggestionSource.values), name="suggested_edit_source_is_known"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("editor")),
                name="suggested_edit_not_decided_by_its_editor",
            ),
            models.CheckConstraint(
                condition=Q(state=SuggestionState.OPEN, decided_by=None, decided_at=None)
                | Q(
                    state__in=[SuggestionState.APPROVED, SuggestionState.REJECTED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                | Q(state=SuggestionState.SUPERSEDED, decided_by=None, decided_at__isnull=False),
                name="suggested_edit_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state=SuggestionState.REJECTED) | ~Q(note=""),
                name="suggested_edit_rejected_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} edit of {self.post_id} by {self.editor_id}"

    @property
    def is_open(self) -> bool:
        return self.state == SuggestionState.OPEN
