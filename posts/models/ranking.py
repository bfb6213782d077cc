"""How lively a question is, and how much it needs an expert: numbers that the database keeps right by itself.

Both are columns that PostgreSQL computes whenever a counter of the row changes, so a list reads an index and nothing
has to be counted when it is shown. Neither ever has to be computed anew as time goes by: age is in them as the moment
when the question was asked, and two questions keep their order until something happens to one of them.
"""

from datetime import UTC, datetime

from django.db import models
from django.db.models import ExpressionWrapper, F, Value
from django.db.models.functions import Extract, Greatest, Log

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
# Ten times the points weigh as much as having been asked so many seconds later: half a day.
HALF_A_DAY = 43_200
ANSWER_POINTS = 3
# Each helpful vote and each reply of a member makes a question wait as if it had been asked so many seconds sooner.
VOTE_WAITS, REPLY_WAITS = 6 * 3_600, 2 * 3_600


def _seconds() -> Extract:
    """When the question was asked, in seconds from a fixed moment."""
    since = ExpressionWrapper(F("created_at") - Value(BEGINNING), output_field=models.DurationField())
    return Extract(since, "epoch")


def hotness() -> models.GeneratedField:
    """log10(1 + helpful votes + 3 for each expert answer + replies of members) + when it was asked, in half days."""
    points = (
        Greatest(F("up_count") - F("down_count"), 0) + ANSWER_POINTS * F("answer_count") + F("comment_count")
    )
    return models.GeneratedField(
        expression=Log(Value(10.0), points + 1) + _seconds() / HALF_A_DAY,
        output_field=models.FloatField(),
        db_persist=True,
    )


def need() -> models.GeneratedField:
    """How long it waits for an expert: the seconds before now, and more for each helpful vote and each reply."""
    weight = Greatest(F("up_count") - F("down_count"), 0) * VOTE_WAITS + F("comment_count") * REPLY_WAITS
    return models.GeneratedField(
        expression=weight - _seconds(), output_field=models.FloatField(), db_persist=True
    )
