"""What the machine found in a text before it was public."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from posts.submissions import Band

SCORE_MAX = 999


class Screening(models.Model):
    """One look of the machine at one text: the score, what came of it, and what each check said.

    `findings` hold the name, score and reason of each check and whether it counted, never what somebody wrote.
    The passages are in `evidence`, encrypted, for moderators alone. `post` is missing where a new text was refused.
    """

    post = models.ForeignKey("posts.Post", models.PROTECT, null=True, related_name="screenings")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="screenings")
    text_hash = models.CharField(max_length=64)
    score = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=10, choices=Band)
    findings = models.JSONField(default=list)
    evidence = models.BinaryField(default=bytes)
    # Which checks, thresholds and lists were in force.
    version = models.CharField(max_length=16)
    # When those were told whom a held post concerns.
    announced_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(band__in=Band.values), name="screening_band_is_known"),
            models.CheckConstraint(condition=Q(score__lte=SCORE_MAX), name="screening_score_is_bounded"),
            models.CheckConstraint(
                condition=Q(post__isnull=False) | Q(band=Band.REFUSE),
                name="screening_of_a_post_unless_refused",
            ),
            models.CheckConstraint(
                condition=Q(announced_at=None) | Q(band=Band.HOLD), name="screening_announced_if_held"
            ),
        ]
        indexes = [
            # moderation.selectors.screenings: what was found in a post
            models.Index(fields=["post", "-id"], name="screening_by_post"),
            # moderation.actions.screening: how many refused texts somebody has brought before a moderator
            models.Index(
                fields=["author", "-at"], condition=~Q(band=Band.PUBLISH), name="screening_of_author"
            ),
            # moderation.actions.forgetting_screenings
            models.Index(fields=["at"], name="screening_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.band} ({self.score})"
