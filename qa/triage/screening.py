"""Both nets over one text: what a page asks for."""

from collections.abc import Iterator
from dataclasses import dataclass

from qa.triage.alarm import Alarm, raise_alarms
from qa.triage.features import Features, features_of
from qa.triage.loading import get_rulebook
from qa.triage.reading import read_text
from qa.triage.rulebook import URGENCIES
from qa.triage.soft_model import get_model

PART = 1500  # letters; in a long story one sign would drown, and the texts that the model knows are short
OVERLAP = 300


@dataclass(frozen=True)
class Screening:
    """What the nets found. Nothing found never means that all is well."""

    alarms: tuple[Alarm, ...]  # the most urgent first
    is_soft: bool  # the calm question before posting, also asked where an alarm is raised

    @property
    def found(self) -> bool:
        return bool(self.alarms) or self.is_soft


@dataclass(frozen=True)
class Screened:
    """A text with what the nets found in it, for whoever needs that once more while a request is answered."""

    text: str
    screening: Screening


def screen_once(text: str, before: Screened | None = None) -> Screened:
    """Return what both nets find in a text, without looking again where it was just this text."""
    return before if before and before.text == text else Screened(text, screen(text))


def screen(text: str) -> Screening:
    """Return what both nets find in a text of any length; a long one is read in parts that overlap."""
    examined = [examine(part) for part in parts_of(text)]
    worst: dict[str, Alarm] = {}
    for alarm in sorted((one for alarms, _features in examined for one in alarms), key=rank):
        worst.setdefault(alarm.category, alarm)
    model = get_model()
    return Screening(tuple(worst.values()), any(model.is_high(features) for _alarms, features in examined))


def rank(alarm: Alarm) -> int:
    return URGENCIES.index(alarm.urgency)


def parts_of(text: str) -> Iterator[str]:
    """Yield the text, or parts of a long one that begin and end at blanks where there are some."""
    start = 0
    while len(text) - start > PART:
        end = max(text.rfind(" ", start + PART - OVERLAP // 2, start + PART), start + PART - OVERLAP // 2)
        yield text[start:end]
        start = max(text.rfind(" ", end - OVERLAP, end - OVERLAP // 2), end - OVERLAP)
    yield text[start:]


def examine(text: str) -> tuple[tuple[Alarm, ...], Features]:
    """Return the alarms of a text and what the soft check looks at in it."""
    book = get_rulebook()
    reading = read_text(text, book)
    alarms = raise_alarms(reading, book)
    return alarms, features_of(reading, alarms)
