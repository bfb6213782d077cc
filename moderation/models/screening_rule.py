"""Which checks count and from which score on, and the trials that have to come before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 40


class Mode(models.TextChoices):
    """Whether what a check says counts."""

    ACTIVE = "active", _("counts")
    SHADOW = "shadow", _("is only noted")
    OFF = "off", _("does not look")


class Simulation(models.Model):
    """A trial: what a check would have said of posts about which moderators have decided.

    `name` is a check, or "hold" or "refuse" for the sum of all. It alarms from `threshold` on.
    """

    name = models.CharField(max_length=NAME_LENGTH)
    threshold = models.PositiveSmallIntegerField()
    days = models.PositiveIntegerField()
    caught = models.PositiveIntegerField()
    missed = models.PositiveIntegerField()
    mistaken = models.PositiveIntegerField()
    left_alone = models.PositiveIntegerField()
    ran_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(threshold__gte=1), name="simulation_threshold_is_positive"),
        ]
        indexes = [
            # moderation.selectors.screening_rules: the latest trial of each
            models.Index(fields=["name", "-id"], name="simulation_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.threshold}"

    @property
    def post_count(self) -> int:
        return self.caught + self.missed + self.mistaken + self.left_alone


class ScreeningRule(models.Model):
    """Where an administrator has changed what the settings say of a check or of a band."""

    name = models.CharField(max_length=NAME_LENGTH, unique=True)
    mode = models.CharField(max_length=10, choices=Mode)
    threshold = models.PositiveSmallIntegerField()
    simulation = models.ForeignKey(Simulation, models.PROTECT, null=True, blank=True, related_name="+")
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="screening_rule_mode_is_known"),
            models.CheckConstraint(
                condition=Q(threshold__gte=1), name="screening_rule_threshold_is_positive"
            ),
            models.CheckConstraint(
                condition=~Q(mode=Mode.ACTIVE) | Q(simulation__isnull=False),
                name="screening_rule_counts_only_after_a_trial",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.mode}"
