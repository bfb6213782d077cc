"""Both nets over one text: what a page asks for."""

from dataclasses import dataclass

from qa.triage.alarm import Alarm, raise_alarms
from qa.triage.features import Features, features_of
from qa.triage.loading import get_rulebook
from qa.triage.reading import read_text
from qa.triage.soft_model import get_model


@dataclass(frozen=True)
class Screening:
    """What the nets found. Nothing found never means that all is well."""

    alarms: tuple[Alarm, ...]  # the most urgent first
    is_soft: bool  # the calm question before posting, also asked where an alarm is raised

    @property
    def found(self) -> bool:
        return bool(self.alarms) or self.is_soft


def screen(text: str) -> Screening:
    """Return what both nets find in a text of any length."""
    alarms, features = examine(text)
    return Screening(alarms, get_model().is_high(features))


def examine(text: str) -> tuple[tuple[Alarm, ...], Features]:
    """Return the alarms of a text and what the soft check looks at in it."""
    book = get_rulebook()
    reading = read_text(text, book)
    alarms = raise_alarms(reading, book)
    return alarms, features_of(reading, alarms)
