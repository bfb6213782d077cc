"""What readers say about articles: whether they helped, and what needs a change."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from knowledge.models.article import Article

ONE_VOICE = Q(voter__isnull=False, device="") | (Q(voter=None) & ~Q(device=""))


class HelpfulVote(models.Model):
    """One member's or one device's answer to "was this helpful?"; of a device only a keyed hash is kept."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="helpful_votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    device = models.CharField(max_length=64, blank=True)
    is_helpful = models.BooleanField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_VOICE, name="helpful_vote_of_a_member_or_a_device"),
            models.UniqueConstraint(
                fields=["article", "voter"],
                condition=Q(voter__isnull=False),
                name="helpful_vote_once_per_member",
            ),
            models.UniqueConstraint(
                fields=["article", "device"], condition=~Q(device=""), name="helpful_vote_once_per_device"
            ),
        ]
        indexes = [
            # knowledge.selectors.board: the last weeks against those before
            models.Index(fields=["article", "at"], name="helpful_vote_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.is_helpful}"


class ChangeRequest(models.Model):
    """A member says that an article needs a change, and why."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="change_requests")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=1000)
    is_safety = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    answer = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "reader"],
                condition=Q(is_open=True),
                name="change_request_open_once_per_reader",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="change_request_has_a_reason"),
            models.CheckConstraint(
                condition=Q(is_open=True) | ~Q(answer=""), name="change_request_closed_with_an_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} by {self.reader_id}"
