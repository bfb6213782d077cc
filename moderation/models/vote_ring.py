"""Pairs of people who vote for each other."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class VoteRing(models.Model):
    """Two people who found each other's posts helpful so often that a moderator should look at it.

    `share` is the larger part, in percent, that the votes of one are of all helpful votes that the other received in
    the same time. `shares_network` says that both were signed in from one network, when the pair was last counted;
    from which one is kept nowhere but with their sessions.
    """

    first = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    votes_to_second = models.PositiveIntegerField()
    votes_to_first = models.PositiveIntegerField()
    share = models.PositiveSmallIntegerField()
    shares_network = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    found_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(is_open=True), name="vote_ring_open_once_per_pair"
            ),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="vote_ring_of_two_in_order"),
            models.CheckConstraint(condition=Q(share__lte=100), name="vote_ring_share_is_a_percentage"),
            models.CheckConstraint(
                condition=Q(is_open=True, closed_at=None, closed_by=None)
                | Q(is_open=False, closed_at__isnull=False, closed_by__isnull=False),
                name="vote_ring_closed_by_someone",
            ),
        ]
        indexes = [
            # moderation.selectors.vote_rings
            models.Index(fields=["is_open", "-id"], name="vote_ring_list"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
