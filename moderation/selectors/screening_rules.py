"""The page of checks: what counts, from when on, and what the latest trial of each said."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.models import Mode, Simulation, WatchedEntry, WordingModel
from moderation.screening.rules import BANDS, HOLD, load_rules, rules_with_all

BAND_LABELS: dict[str, str | Promise] = {
    "hold": _("A text waits for a moderator"),
    "refuse": _("A text is not taken"),
}


@dataclass(frozen=True)
class RuleRow:
    """A check or a band as it stands."""

    name: str
    label: str | Promise
    mode: Mode
    threshold: int
    is_band: bool
    trial: Simulation | None


@dataclass(frozen=True)
class RulesPage:
    """All rows, and what the classifier has learned from."""

    rows: list[RuleRow]
    wording: WordingModel | None


def load_rules_page() -> RulesPage:
    """Return the page in four queries."""
    trials = {trial.name: trial for trial in Simulation.objects.order_by("name", "-id").distinct("name")}
    found = rules_with_all()
    bands = load_rules()
    rows = [
        RuleRow(rule.check.name, rule.check.label, Mode(rule.mode), rule.threshold, is_band=False,
                trial=trials.get(rule.check.name))
        for rule in found.checks
    ]  # fmt: skip
    rows += [
        RuleRow(name, BAND_LABELS[name], Mode.ACTIVE, bands.hold_at if name == HOLD else bands.refuse_at,
                is_band=True, trial=trials.get(name))
        for name in BANDS
    ]  # fmt: skip
    return RulesPage(rows, WordingModel.objects.defer("weights").order_by("-pk").first())


def list_entries() -> list[WatchedEntry]:
    """Return everything on the lists, in one query."""
    return list(WatchedEntry.objects.select_related("added_by").order_by("kind", "pattern"))
