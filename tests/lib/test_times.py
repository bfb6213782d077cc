"""How long the words for a time stay the same."""

from datetime import UTC, datetime, timedelta

from django.contrib.humanize.templatetags import humanize
from hypothesis import given
from hypothesis import strategies as st

from posts.templatetags import times
from posts.templatetags.times import seconds_to_next

NOW = datetime(2026, 11, 28, 4, 30, tzinfo=UTC)


class Frozen(datetime):
    moment = NOW

    @classmethod
    def now(cls, tz=None):
        return cls.moment


def words(at, moment):
    Frozen.moment = moment
    kept, humanize.datetime = humanize.datetime, Frozen
    try:
        return humanize.naturaltime(at)
    finally:
        humanize.datetime = kept


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(days=3_000)))
def test_the_words_stay_the_same_until_then(age):
    at = NOW - age
    until = NOW + timedelta(seconds=seconds_to_next(at, NOW)) - timedelta(milliseconds=1)

    assert words(at, max(until, NOW)) == words(at, NOW)


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(days=3_000)))
def test_the_words_are_those_of_humanize(age):
    at = NOW - age
    kept, times.timezone = times.timezone, Clock
    frozen, humanize.datetime = humanize.datetime, Frozen
    try:
        assert times.ago(at) == words(at, NOW)
    finally:
        times.timezone, humanize.datetime = kept, frozen


class Clock:
    @staticmethod
    def now():
        return NOW
