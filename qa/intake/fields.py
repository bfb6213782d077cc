"""What the intake of a question asks for: its fields, their answers, and how complete they are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields, replace

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qa.intake import choices

PAIN_MOST = 10
NOTE_MAX = 160
# The place of the body stands on the post, where lists find it, and can be private like the fields.
PLACE = "place"


@dataclass(frozen=True)
class Field:
    """One field: its answers, and the name of the short note that belongs to it."""

    name: str
    label: str | Promise
    choices: type[TextChoices] | None
    is_many: bool = False
    note: str = ""

    @property
    def empty(self) -> object:
        """What the column holds when nothing is known; None is the pain's."""
        if self.choices is None:
            return None
        return [] if self.is_many else ""


FIELDS = (
    Field("for_whom", _("Who it is about"), choices.ForWhom),
    Field("age_band", _("Age"), choices.AgeBand),
    Field("feels", _("Feels like"), choices.Feeling, is_many=True),
    Field("onset", _("Since when"), choices.Onset),
    Field("frequency", _("How often"), choices.Frequency, note="frequency_note"),
    Field("lasts", _("One episode lasts"), choices.Lasts, note="lasts_note"),
    Field("times", _("When it comes"), choices.TimeOfDay, is_many=True),
    Field("triggers", _("What sets it off"), choices.Trigger, is_many=True, note="triggers_note"),
    Field("pain", _("Pain at its worst"), None),
    Field("sleep", _("Sleep"), choices.Sleep),
    Field("medicines", _("Medicines"), choices.Medicine, is_many=True, note="medicines_note"),
    Field("pregnancy", _("Pregnancy"), choices.Pregnancy),
    Field("conditions", _("Illnesses"), choices.Condition, is_many=True, note="conditions_note"),
    Field("tried", _("Tried so far"), choices.Tried, is_many=True, note="tried_note"),
)
BY_NAME = {one.name: one for one in FIELDS}
# What can be for experts only.
PRIVATE_NAMES = (PLACE, *BY_NAME)


@dataclass(frozen=True)
class Answers:
    """What somebody has told; empty where they have not."""

    for_whom: str = ""
    age_band: str = ""
    feels: list[str] = field(default_factory=list)
    onset: str = ""
    frequency: str = ""
    frequency_note: str = ""
    lasts: str = ""
    lasts_note: str = ""
    times: list[str] = field(default_factory=list)
    triggers: list[str] = field(default_factory=list)
    triggers_note: str = ""
    pain: int | None = None
    sleep: str = ""
    medicines: list[str] = field(default_factory=list)
    medicines_note: str = ""
    pregnancy: str = ""
    conditions: list[str] = field(default_factory=list)
    conditions_note: str = ""
    tried: list[str] = field(default_factory=list)
    tried_note: str = ""

    def names(self) -> Iterator[str]:
        """Yield the fields about which something was told, by their answer or their note."""
        for one in FIELDS:
            if getattr(self, one.name) != one.empty or (one.note and getattr(self, one.note)):
                yield one.name

    def only(self, names: Collection[str]) -> "Answers":
        """Return the same answers without what was told about any other field."""
        return replace(self, **dict(_empty(one) for one in _columns(set(BY_NAME) - set(names))))

    @property
    def notes(self) -> list[str]:
        """What was written in own words."""
        texts = [getattr(self, one.note) for one in FIELDS if one.note]
        return [text for text in texts if text]

    @property
    def is_about_somebody_else(self) -> bool:
        return self.for_whom in (choices.ForWhom.CHILD, choices.ForWhom.ADULT)


def _columns(names: Collection[str]) -> list[str]:
    """The columns of fields, those of their notes included."""
    return [column for name in names for column in (name, BY_NAME[name].note) if column]


def _empty(column: str) -> tuple[str, object]:
    return column, BY_NAME[column].empty if column in BY_NAME else ""


COLUMNS = tuple(one.name for one in fields(Answers))


@dataclass(frozen=True)
class Part:
    """Something that an expert would ask first; known when one of its fields is."""

    label: str | Promise
    names: tuple[str, ...]


PARTS = (
    Part(_("Place"), (PLACE,)),
    Part(_("What it feels like"), ("feels",)),
    Part(_("Since when"), ("onset",)),
    Part(_("How long and how often"), ("lasts", "frequency")),
    Part(_("When it comes, what sets it off"), ("times", "triggers")),
    Part(_("How bad it gets"), ("pain", "sleep")),
    Part(_("Age"), ("age_band",)),
    Part(_("Medicines"), ("medicines",)),
    Part(_("Illnesses, pregnancy"), ("conditions", "pregnancy")),
    Part(_("What was tried"), ("tried",)),
)
# So many parts are enough for most answers.
ENOUGH = 6


@dataclass(frozen=True)
class Completeness:
    """Which parts are known, in the order of PARTS."""

    known: tuple[bool, ...]

    @property
    def count(self) -> int:
        return sum(self.known)

    @property
    def most(self) -> int:
        return len(self.known)

    @property
    def enough(self) -> int:
        return ENOUGH

    @property
    def is_enough(self) -> bool:
        return self.count >= ENOUGH

    @property
    def parts(self) -> list[tuple[Part, bool]]:
        return list(zip(PARTS, self.known, strict=True))

    @property
    def missing(self) -> list[Part]:
        return [part for part, is_known in self.parts if not is_known]


def measure(names: Collection[str]) -> Completeness:
    """Return how complete an intake is of which these fields are known."""
    known = set(names)
    return Completeness(tuple(not known.isdisjoint(part.names) for part in PARTS))


def facts_from(answers: Answers, site: str, side: str) -> dict[str, list[str]]:
    """Return what was told as texts by field, as the rules on danger read it."""
    facts = {PLACE: [site] if site else [], "side": [side] if side else []}
    for one in FIELDS:
        told = getattr(answers, one.name)
        values = told if isinstance(told, list) else [told]
        facts[one.name] = [str(value) for value in values if value not in ("", None)]
    return facts
