"""The append-only record of who did what."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class AuditEvent(models.Model):
    """One thing that someone did. The target has no foreign key: the record outlives what it describes."""

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    details = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(action=""), name="audit_event_names_an_action"),
        ]
        indexes = [
            # posts.selectors and moderation.selectors.item: what happened to one thing, newest first
            models.Index(fields=["target_type", "target_id", "-id"], name="audit_event_by_target"),
            # moderation.selectors.record and moderation.selectors.transparency: one kind of action
            models.Index(fields=["action", "-id"], name="audit_event_by_action"),
            # moderation.selectors.record: what somebody did
            models.Index(fields=["actor", "-id"], name="audit_event_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.target_type} {self.target_id}"


class Seal(models.Model):
    """A hash over a closed stretch of events and the seal before; see audit.actions.sealing."""

    number = models.PositiveBigIntegerField(unique=True)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(unique=True)
    event_count = models.PositiveIntegerField()
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first_id__lte=models.F("last_id")), name="seal_of_a_stretch"),
            models.CheckConstraint(condition=Q(number__gte=1), name="seal_numbers_start_at_one"),
        ]

    def __str__(self) -> str:
        return f"seal {self.number}"
