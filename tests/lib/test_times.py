"""How long the words for a time stay the same."""

from datetime import UTC, datetime, timedelta

from django.contrib.humanize.templatetags import humanize
from django.utils import timezone, translation
from django.utils.formats import date_format
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
    kept, humanize.datetime = humanize.datetime, Frozen
    clock = times.Clock()
    clock.now = NOW
    try:
        assert clock.ago(at) == words(at, NOW)
        assert f">{words(at, NOW)}</time>" in clock(at)
    finally:
        humanize.datetime = kept


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2040, 1, 1)),  # noqa: DTZ001 - aware below
    st.sampled_from(["Asia/Kolkata", "UTC"]),
    # The Spanish format has words of its own in it, the German one the clock behind the day.
    st.sampled_from(["en", "es", "de"]),
)
def test_a_time_is_told_as_the_formats_of_django_tell_it(naive, zone, language):
    at = naive.replace(tzinfo=UTC)
    with timezone.override(zone), translation.override(language):
        local = timezone.localtime(at)
        element = times.time_element(at)

        full = f"{date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"
        assert f'datetime="{local.isoformat()}" title="{full}"' in element
        assert times.day(at.date(), "F j, Y") == date_format(at.date(), "F j, Y")


def test_a_format_with_seconds_in_it_is_left_to_django(monkeypatch):
    at = datetime(2026, 11, 28, 4, 30, 17, tzinfo=UTC)
    monkeypatch.setattr(times, "get_format", lambda _name: "H:i:s")
    monkeypatch.setattr(times, "date_format", lambda at, _name: at.strftime("%H:%M:%S"))
    times._pieces.cache_clear()
    try:
        assert times._pieces("en") is None
        assert 'title="04:30:17 UTC"' in times.time_element(at)
    finally:
        times._pieces.cache_clear()
