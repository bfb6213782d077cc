"""What somebody is still writing, kept on the server."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Of the encrypted text: a form at its longest, in letters of four bytes, takes about half of this.
TOKEN_MAX = 500_000


class DraftKind(models.TextChoices):
    """What it is to become."""

    ASK = "ask", _("Question")
    ANSWER = "answer", _("Answer")
    COMMENT = "comment", _("Comment")
    EDIT = "edit", _("Edit")


class Draft(models.Model):
    """The fields of one form, encrypted: they may say what their writer will show to nobody."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts", db_index=False
    )
    kind = models.CharField(max_length=10, choices=DraftKind)
    # What it answers, comments on or changes.
    target = models.ForeignKey("posts.Post", models.CASCADE, null=True, blank=True, related_name="+")
    token = models.TextField()
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "kind", "target"],
                nulls_distinct=False,
                name="draft_once_per_form",
            ),
            models.CheckConstraint(condition=Q(kind__in=DraftKind.values), name="draft_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=DraftKind.ASK, target=None)
                | (~Q(kind=DraftKind.ASK) & Q(target__isnull=False)),
                name="draft_has_a_target_unless_it_asks",
            ),
            models.CheckConstraint(
                condition=~Q(token="") & LessThanOrEqual(Length("token"), TOKEN_MAX),
                name="draft_within_limits",
            ),
        ]
        indexes = [
            # posts.selectors.drafts: the last one written first
            models.Index(fields=["author", "-updated_at", "-id"], name="draft_of_author"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} draft of {self.author_id}"
