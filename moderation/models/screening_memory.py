"""What screening has learned from moderators: texts that they approved or removed, and which words tell them apart."""

from django.db import models
from django.db.models import Q


class ApprovedText(models.Model):
    """A text that a person has approved; no machine holds it again."""

    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="approved_texts")
    text_hash = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "text_hash"], name="approved_text_once_per_post"),
        ]
        indexes = [
            # moderation.actions.screening: whether a person has approved this text
            models.Index(fields=["text_hash"], name="approved_text_by_hash"),
        ]

    def __str__(self) -> str:
        return f"approved text of {self.post_id}"


class RemovedText(models.Model):
    """The fingerprint of a post that a moderator removed; its words cannot be told from it."""

    post = models.OneToOneField("posts.Post", models.PROTECT, primary_key=True, related_name="removed_text")
    fingerprint = models.BinaryField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [
            # moderation.screening.memory: the newest ones
            models.Index(fields=["-at"], name="removed_text_newest"),
        ]

    def __str__(self) -> str:
        return f"removed text of {self.post_id}"


class WordingModel(models.Model):
    """What a text classifier has learned: a weight for each hashed word, and how well it did on texts kept apart."""

    weights = models.BinaryField()
    slope = models.FloatField()
    offset = models.FloatField()
    removed_count = models.PositiveIntegerField()
    kept_count = models.PositiveIntegerField()
    trained_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(slope__gte=0), name="wording_model_does_not_turn_round"),
        ]

    def __str__(self) -> str:
        return f"wording of {self.trained_at}"
