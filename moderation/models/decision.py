"""What moderators decided about posts."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.house_rules import RULE_CHOICES, RULE_OF, HouseRule
from moderation.models.batch import Batch
from moderation.models.review_item import ReviewItem
from posts.kinds import State

# How long a decision can be undone to the exact state before it.
UNDO_LASTS = timedelta(days=30)
# How long the author can ask for a second look.
APPEAL_WITHIN = timedelta(days=14)
PASSAGE_MAX = 500


class DecisionAction(models.TextChoices):
    """What a moderator can do about a post or its author."""

    APPROVE = "approve", _("Publish it")
    DISMISS = "dismiss", _("Leave it as it is")
    REVIEWED = "reviewed", _("Mark as reviewed")
    EDIT = "edit", _("Edit it")
    MASK = "mask", _("Mask a passage")
    HIDE = "hide", _("Hide it")
    DELETE = "delete", _("Delete it")
    RESTORE = "restore", _("Make it visible again")
    LOCK = "lock", _("Close it to comments")
    CLOSE = "close", _("Close the question")
    MOVE = "move", _("Move it")
    MERGE = "merge", _("Merge it into another question")
    WARN = "warn", _("Warn the author")
    SUSPEND = "suspend", _("Suspend the author")
    PURGE = "purge", _("Erase it for good")


# The same, once it has happened: for those whom it concerned.
DONE = {
    DecisionAction.APPROVE: _("Published"),
    DecisionAction.DISMISS: _("Left as it was"),
    DecisionAction.REVIEWED: _("Marked as reviewed"),
    DecisionAction.EDIT: _("Edited"),
    DecisionAction.MASK: _("A passage was masked"),
    DecisionAction.HIDE: _("Hidden"),
    DecisionAction.DELETE: _("Deleted"),
    DecisionAction.RESTORE: _("Made visible again"),
    DecisionAction.LOCK: _("Closed to comments"),
    DecisionAction.CLOSE: _("Question closed"),
    DecisionAction.MOVE: _("Moved"),
    DecisionAction.MERGE: _("Merged into another question"),
    DecisionAction.WARN: _("The author was warned"),
    DecisionAction.SUSPEND: _("The author was suspended"),
    DecisionAction.PURGE: _("Erased for good"),
}
# What is said otherwise to whom it concerned most.
DONE_TO_AUTHOR = DONE | {
    DecisionAction.WARN: _("You were warned"),
    DecisionAction.SUSPEND: _("You were suspended"),
}
STATE_AFTER = {
    DecisionAction.APPROVE: State.VISIBLE,
    DecisionAction.HIDE: State.HIDDEN,
    DecisionAction.DELETE: State.DELETED,
    DecisionAction.RESTORE: State.VISIBLE,
    DecisionAction.PURGE: State.PURGED,
}
# Nothing is taken from anybody, so no rule needs to be named, and there is nothing to appeal against.
HARMLESS = (DecisionAction.APPROVE, DecisionAction.DISMISS, DecisionAction.REVIEWED, DecisionAction.RESTORE)
# A report counts as right when one of these follows.
AGAINST = tuple(action for action in DecisionAction if action not in HARMLESS)


class Decision(models.Model):
    """What a moderator did about a post, the rule it rests on, and the reason that its author is given.

    `before` holds what undoing needs beside the state: keys, settings and short words, never the text of a post.
    """

    item = models.ForeignKey(ReviewItem, models.PROTECT, related_name="decisions")
    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="decisions")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions")
    # What the author learns about who decided.
    by_administrator = models.BooleanField(default=False)
    action = models.CharField(max_length=10, choices=DecisionAction)
    rule = models.CharField(max_length=20, choices=RULE_CHOICES, blank=True)
    reason = models.CharField(max_length=300)
    passage = models.CharField(max_length=PASSAGE_MAX, blank=True)
    state_before = models.CharField(max_length=10, choices=State)
    before = models.JSONField(default=dict)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="decisions")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(action__in=DecisionAction.values), name="decision_action_is_known"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(condition=Q(rule__in=["", *RULE_OF]), name="decision_rule_is_known"),
            models.CheckConstraint(
                condition=Q(action__in=HARMLESS) | ~Q(rule=""), name="decision_against_somebody_names_a_rule"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="decision_undone_by_someone",
            ),
            # Target of the composite foreign key of appeals: who answers one is not who decided.
            models.UniqueConstraint(fields=["id", "moderator"], name="decision_with_moderator"),
        ]
        indexes = [
            # moderation.selectors.item and the notice on a hidden post: latest decision of a post
            models.Index(fields=["post", "-id"], name="decision_by_post"),
            # moderation.selectors.workload: what somebody did today
            models.Index(fields=["moderator", "at"], name="decision_by_day"),
            # moderation.selectors.item: earlier decisions under the same rule
            models.Index(fields=["rule", "-id"], condition=~Q(rule=""), name="decision_by_rule"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.post_id}"

    @property
    def house_rule(self) -> HouseRule | None:
        return RULE_OF.get(self.rule)

    @property
    def what_was_done(self) -> str | Promise:
        return DONE[DecisionAction(self.action)]

    @property
    def what_its_author_reads(self) -> str | Promise:
        return DONE_TO_AUTHOR[DecisionAction(self.action)]

    @property
    def by_role(self) -> str | Promise:
        """What readers learn about who decided: the role, never the name."""
        return _("an administrator") if self.by_administrator else _("a moderator")

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None

    @property
    def undo_until(self) -> datetime:
        return self.at + UNDO_LASTS

    @property
    def appeal_until(self) -> datetime:
        return self.at + APPEAL_WITHIN

    @property
    def can_still_be_undone(self) -> bool:
        """Whether time allows it; the rule asks more."""
        return self.undone_at is None and timezone.now() < self.undo_until
