"""One decision about many posts at once."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class BatchAction(models.TextChoices):
    """What can be done about many posts together."""

    HIDE = "hide", _("Hide them")
    DELETE = "delete", _("Delete them")


class Batch(models.Model):
    """Many decisions that were made, and are undone, as one.

    `selection` says how the posts were found, `upto` is the key of the newest that the moderator was shown: nothing
    later is touched. A large one goes on in a task; `done_count` says how far it is.
    """

    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    action = models.CharField(max_length=10, choices=BatchAction)
    rule = models.CharField(max_length=20)
    reason = models.CharField(max_length=300)
    selection = models.JSONField(default=dict)
    upto = models.BigIntegerField()
    # Whose posts were cleaned up, where the account was blocked with them, and what undoing that needs.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    before = models.JSONField(default=dict)
    post_count = models.PositiveIntegerField()
    done_count = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(action__in=BatchAction.values), name="batch_action_is_known"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(rule=""), name="batch_has_a_rule_and_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(done_count__lte=F("post_count")), name="batch_does_no_more_than_it_says"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False, finished_at__isnull=False),
                name="batch_undone_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.post_count} posts"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None
