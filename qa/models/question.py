"""What a question has beside its post."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from qa.models.red_flag import RULE_MAX, Urgency
from qa.standing import ANSWERABLE, CloseReason, Standing


class Question(models.Model):
    """What a question has beside its post: the accepted answer, and whether it is closed."""

    post = models.OneToOneField("posts.Post", models.PROTECT, primary_key=True, related_name="question")
    accepted_answer = models.OneToOneField(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="accepted_by"
    )
    # What the asker said last about how it is, copied from qa.Outcome so that the page needs no query.
    outcome = models.CharField(max_length=10, blank=True)
    outcome_days = models.PositiveSmallIntegerField(null=True, blank=True)
    outcome_helped = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    standing = models.CharField(max_length=15, choices=Standing, default=Standing.OPEN)
    # Why, when and by whom it was put where it stands; nobody: the site itself.
    closed_reason = models.CharField(max_length=20, choices=CloseReason, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The question that answers a closed one.
    duplicate_of = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # Which detail the asker has been asked for.
    asked_field = models.CharField(max_length=30, blank=True)

    # What stands of the red flags in the thread; qa.actions.watching_danger writes it.
    urgency = models.CharField(max_length=20, choices=Urgency, blank=True)
    danger_categories = ArrayField(models.CharField(max_length=RULE_MAX), default=list, blank=True)
    # The posts in which the most urgent was found, the question itself or comments of its asker.
    danger_posts = ArrayField(models.BigIntegerField(), default=list, blank=True)
    # The rules by which all of that was judged last; empty: by none of today's kind.
    judged_by = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(urgency="", danger_categories=[])
                | Q(urgency__in=Urgency.values, danger_categories__len__gte=1),
                name="question_urgency_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(urgency="") | Q(danger_posts=[]), name="question_danger_stands_in_posts"
            ),
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="question_standing_is_known"
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.OPEN, closed_at=None, closed_by=None)
                | Q(standing=Standing.ARCHIVED, closed_at__isnull=False, closed_by=None)
                | Q(
                    standing__in=[Standing.NEEDS_DETAILS, Standing.CLOSED, Standing.MERGED],
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                ),
                name="question_moved_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.CLOSED, closed_reason__in=CloseReason.values)
                | (~Q(standing=Standing.CLOSED) & Q(closed_reason="")),
                name="question_closed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(closed_reason=CloseReason.DUPLICATE, duplicate_of__isnull=False)
                | (~Q(closed_reason=CloseReason.DUPLICATE) & Q(duplicate_of=None)),
                name="question_duplicate_says_of_which",
            ),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("post")),
                name="question_not_a_duplicate_of_itself",
            ),
            models.CheckConstraint(
                condition=(Q(standing=Standing.NEEDS_DETAILS) & ~Q(asked_field=""))
                | (~Q(standing=Standing.NEEDS_DETAILS) & Q(asked_field="")),
                name="question_asks_for_one_detail",
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def is_closed(self) -> bool:
        """Whether it takes no more answers."""
        return self.standing not in ANSWERABLE

    @property
    def is_archived(self) -> bool:
        """Whether nobody has answered it for so long that search engines need not know it."""
        return self.standing == Standing.ARCHIVED
