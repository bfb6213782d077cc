"""What was found dangerous in a question or in a comment of its asker."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

RULE_MAX = 40


class Urgency(models.TextChoices):
    """How soon somebody should be seen, the most urgent first."""

    EMERGENCY_NOW = "emergency_now", _("Emergency now")
    SAME_DAY = "same_day", _("The same day")
    SOON = "soon", _("Soon")


class Source(models.TextChoices):
    """What found it."""

    ALARM = "alarm", _("Rules on the text")
    INTAKE = "intake", _("Rules on the answers")
    SOFT = "soft", _("Signs that the asker ticked")


class RedFlag(models.Model):
    """Rules that held for a post, with the version of the rules. It stands until the text or answers change.

    What somebody wrote is not in it.
    """

    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="red_flags")
    source = models.CharField(max_length=10, choices=Source)
    urgency = models.CharField(max_length=20, choices=Urgency)
    rules = ArrayField(models.CharField(max_length=RULE_MAX))
    categories = ArrayField(models.CharField(max_length=RULE_MAX))
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "source"], condition=Q(ended_at=None), name="red_flag_stands_once_a_source"
            ),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="red_flag_source_is_known"),
            models.CheckConstraint(condition=Q(urgency__in=Urgency.values), name="red_flag_urgency_is_known"),
            models.CheckConstraint(
                condition=Q(rules__len__gte=1, categories__len__gte=1), name="red_flag_has_a_rule"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("at")),
                name="red_flag_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.urgency}"
