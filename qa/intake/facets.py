"""What lists of questions can be narrowed to, beside the place: public answers of the intake, as `time:night`."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qa.intake.choices import AgeBand, Condition, Medicine, Pregnancy, Trigger
from qa.intake.fields import BY_NAME, Answers


@dataclass(frozen=True)
class Facet:
    """A name in the address of the list, and the field of the intake that it asks for."""

    name: str
    field: str
    label: str | Promise
    leaves_out: tuple[str, ...] = ()

    @property
    def choices(self) -> list[tuple[str, str | Promise]]:
        found = BY_NAME[self.field].choices
        return [(value, label) for value, label in found.choices if value not in self.leaves_out]

    def label_of(self, value: str) -> str | Promise:
        return dict(self.choices)[value]


FACETS = (
    Facet("time", "times", _("When it comes")),
    Facet("feels", "feels", _("Feels like")),
    Facet("often", "frequency", _("How often")),
    Facet("after", "triggers", _("What sets it off"), (Trigger.NOTHING,)),
    Facet("for", "for_whom", _("Who it is about")),
    Facet("age", "age_band", _("Age"), (AgeBand.UNDER_18,)),
    Facet("pregnant", "pregnancy", _("Pregnancy"), (Pregnancy.NO,)),
    Facet("medicine", "medicines", _("Medicines"), (Medicine.OTHER, Medicine.NONE)),
    Facet("with", "conditions", _("Illnesses"), (Condition.OTHER, Condition.NONE)),
)


def facets_of(answers: Answers) -> list[str]:
    """Return what lists can find a question by; the answers are those that everybody may see."""
    found = []
    for facet in FACETS:
        told = getattr(answers, facet.field)
        values = told if isinstance(told, list) else [told]
        known = dict(facet.choices)
        found += [f"{facet.name}:{value}" for value in values if value in known]
    return found


@dataclass(frozen=True)
class Chosen:
    """One facet that a reader has chosen."""

    facet: Facet
    value: str

    @property
    def label(self) -> str:
        return str(self.facet.label_of(self.value))

    @property
    def text(self) -> str:
        return f"{self.facet.name}:{self.value}"

    @property
    def removed(self) -> dict[str, None]:
        """What a link changes in the query that takes this away; the cursor is one of the narrower list."""
        return {self.facet.name: None, "cursor": None}


def read_facets(query: Mapping[str, str]) -> list[Chosen]:
    """Return what a query asks for; what no facet knows is left out."""
    asked = [(facet, query.get(facet.name, "")) for facet in FACETS]
    return [Chosen(facet, value) for facet, value in asked if value in dict(facet.choices)]
