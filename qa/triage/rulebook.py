"""What the rules of the alarm are made of; nothing here reads files."""

from dataclasses import dataclass
from re import Pattern

CATEGORIES = (
    "cauda_equina", "dvt_pe", "rhabdo", "chest", "stroke", "tetanus", "tetany", "seizure", "poisoning", "infection",
    "crisis", "confusion_heat", "compartment", "weakness", "serotonin", "limb_ischemia", "dystonia", "pregnancy",
    "medicine", "long_cramp", "injury", "airway",
)  # fmt: skip
URGENCIES = ("emergency_now", "same_day", "soon")  # the most urgent first


@dataclass(frozen=True)
class Rule:
    """Raises the alarm when each group has a sign that counts."""

    id: str
    category: str
    urgency: str
    all: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Negation:
    """How a sign is denied: by cues before it, inside it and after it; `not_cues` only look like one."""

    cues: Pattern[str]
    not_cues: Pattern[str]
    inside: Pattern[str]
    after: Pattern[str]
    ends: Pattern[str]


@dataclass(frozen=True)
class Context:
    """What a sentence (past, present, information) or the whole text (cleared, fiction) says about its signs."""

    past: Pattern[str]
    present: Pattern[str]
    information: Pattern[str]
    cleared: Pattern[str]
    fiction: Pattern[str]


@dataclass(frozen=True)
class Rulebook:
    version: int
    signs: dict[str, Pattern[str]]
    rules: tuple[Rule, ...]
    idioms: Pattern[str]
    negation: Negation
    context: Context
