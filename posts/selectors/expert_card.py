"""What an expert has done here, in figures, for the card on the profile."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.db.models import Count, F, Q

from accounts.models import ExpertCredential, User
from posts.kinds import Kind
from posts.models import Post

# A median of fewer answers says nothing.
ANSWERS_FOR_MEDIAN = 5


class Median(models.Aggregate):
    """The middle value; PostgreSQL's percentile_cont."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = models.DurationField()


@dataclass(frozen=True)
class ExpertCard:
    """A credential and the figures beside it; `response` is the median time from question to answer.

    Without figures for those who hide their activity.
    """

    credential: ExpertCredential
    is_valid: bool
    has_figures: bool = False
    answer_count: int = 0
    agreed_count: int = 0
    response: timedelta | None = None

    @property
    def response_hours(self) -> int:
        return max(1, round(self.response.total_seconds() / 3600)) if self.response else 0

    @property
    def response_days(self) -> int:
        """Whole days, from two days on; below that hours say more."""
        return round(self.response_hours / 24) if self.response_hours >= 48 else 0


def load_expert_card(person: User, *, with_figures: bool) -> ExpertCard | None:
    """Return the card of a verified person, credential loaded, in one query for the figures; None without."""
    try:
        credential = person.credential
    except ExpertCredential.DoesNotExist:
        return None
    if not with_figures:
        return ExpertCard(credential, person.is_verified_expert)
    answers = Post.objects.public().filter(author=person, kind=Kind.ANSWER)
    figures = answers.aggregate(
        answers=Count("pk"),
        agreed=Count("pk", filter=Q(agreement__gt=0)),
        response=Median(F("created_at") - F("root__created_at")),
    )
    enough = figures["answers"] >= ANSWERS_FOR_MEDIAN
    return ExpertCard(
        credential=credential,
        is_valid=person.is_verified_expert,
        has_figures=True,
        answer_count=figures["answers"],
        agreed_count=figures["agreed"],
        response=figures["response"] if enough else None,
    )
