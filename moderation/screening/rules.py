"""Which checks look, which of them count and from which score on; the settings say it, administrators change it."""

from dataclasses import dataclass, replace
from hashlib import sha256

from django.conf import settings
from django.utils.module_loading import import_string

from moderation.models import Mode, ScreeningRule
from moderation.screening.findings import Check
from moderation.screening.kept import Kept

HOLD, REFUSE = "hold", "refuse"
BANDS = (HOLD, REFUSE)


@dataclass(frozen=True)
class CheckRule:
    """A check as it stands: it counts from `threshold` on if it is active."""

    check: Check
    mode: str
    threshold: int


@dataclass(frozen=True)
class Rules:
    """All checks that look, and the sums from which on a text is held and refused."""

    checks: tuple[CheckRule, ...]
    hold_at: int
    refuse_at: int
    version: str


def all_checks() -> list[Check]:
    """Return the checks that the settings name, in their order."""
    return [import_string(f"{path}.CHECK") for path in settings.SCREENING["checks"]]


def default_rule(check: Check) -> CheckRule:
    """A check that nobody has tried out is only noted."""
    return CheckRule(check, Mode.ACTIVE if check.is_proven else Mode.SHADOW, check.threshold)


def rules_with_all() -> Rules:
    """Return what holds now, with the checks that do not look, in one query."""
    changed = {rule.name: rule for rule in ScreeningRule.objects.all()}
    rules = tuple(_as_changed(default_rule(check), changed.get(check.name)) for check in all_checks())
    bands = {
        name: changed[name].threshold if name in changed else settings.SCREENING[f"{name}_at"]
        for name in BANDS
    }
    said = f"{bands}{[(rule.check.name, rule.mode, rule.threshold) for rule in rules]}"
    version = sha256(said.encode()).hexdigest()[:8]
    return Rules(rules, hold_at=bands[HOLD], refuse_at=bands[REFUSE], version=version)


def _as_changed(rule: CheckRule, changed: ScreeningRule | None) -> CheckRule:
    return replace(rule, mode=changed.mode, threshold=changed.threshold) if changed else rule


def load_rules() -> Rules:
    """Return what holds now, in one query."""
    found = rules_with_all()
    return replace(found, checks=tuple(rule for rule in found.checks if rule.mode != Mode.OFF))


_rules = Kept(load_rules)


def current_rules() -> Rules:
    return _rules.get()
