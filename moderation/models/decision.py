"""What moderators decided about posts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moderation.models.review_item import ReviewItem
from posts.kinds import State


class DecisionAction(models.TextChoices):
    """What a moderator can do about a reported post."""

    APPROVE = "approve", _("Publish it")
    DISMISS = "dismiss", _("Leave it as it is")
    HIDE = "hide", _("Hide it")
    DELETE = "delete", _("Delete it")
    RESTORE = "restore", _("Make it visible again")


STATE_AFTER = {
    DecisionAction.APPROVE: State.VISIBLE,
    DecisionAction.HIDE: State.HIDDEN,
    DecisionAction.DELETE: State.DELETED,
    DecisionAction.RESTORE: State.VISIBLE,
}


class Decision(models.Model):
    """What a moderator did about a post, and the reason that its author is given."""

    item = models.ForeignKey(ReviewItem, models.PROTECT, related_name="decisions")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="decisions")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions")
    action = models.CharField(max_length=10, choices=DecisionAction)
    reason = models.CharField(max_length=300)
    state_before = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=DecisionAction.values), name="decision_action_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
        ]
        indexes = [
            # moderation.selectors.item and the notice on a hidden post: latest decision of a post
            models.Index(fields=["post", "-id"], name="decision_by_post"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.post_id}"
