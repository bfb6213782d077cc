"""What readers say about an answer beside "helped me": that it is outdated, or could be dangerous."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qa.models.answer import REASON_MAX, Answer


class ReactionKind(models.TextChoices):
    OUTDATED = "outdated", _("Outdated: more is known today")
    DANGEROUS = "dangerous", _("Could be dangerous")


class Reaction(models.Model):
    """One person's reaction of one kind to one answer; `is_expert` is whether they were verified then.

    A trigger refuses reactions to one's own answer.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reactions")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="reactions")
    kind = models.CharField(max_length=10, choices=ReactionKind)
    reason = models.CharField(max_length=REASON_MAX, blank=True)
    is_expert = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "answer", "kind"], name="reaction_once_per_answer_and_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=ReactionKind.values), name="reaction_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind=ReactionKind.DANGEROUS) | ~Q(reason=""), name="reaction_danger_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.answer_id}"
