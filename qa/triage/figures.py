"""How often the nets are right on labelled texts, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.triage.cases import Case


@dataclass(frozen=True)
class Verdict:
    """What the nets said of a case."""

    case: Case
    categories: tuple[str, ...]  # of the alarms
    is_soft: bool

    @property
    def is_alarm(self) -> bool:
        return bool(self.categories)

    @property
    def is_either(self) -> bool:
        return self.is_alarm or self.is_soft

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.case.id,
            "label": "urgent" if self.case.is_urgent else "not_urgent",
            "alarm": self.is_alarm,
            "soft": self.is_soft,
            "categories": list(self.categories),
        }


NETS = (("alarm", "is_alarm"), ("soft", "is_soft"), ("either", "is_either"))


def figures(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield one line a net, then one line a category with the urgent texts that either net found."""
    urgent = [one for one in verdicts if one.case.is_urgent]
    calm = [one for one in verdicts if not one.case.is_urgent]
    for name, attribute in NETS:
        found = sum(getattr(one, attribute) for one in urgent)
        disturbed = sum(getattr(one, attribute) for one in calm)
        yield (
            f"{name}: urgent found {share(found, len(urgent))}, "
            f"calm left alone {share(len(calm) - disturbed, len(calm))}, "
            f"precise {share(found, found + disturbed)}"
        )
    for category in sorted({one.case.category for one in urgent}):
        of_category = [one for one in urgent if one.case.category == category]
        counts = (sum(getattr(one, attribute) for one in of_category) for _name, attribute in NETS)
        alarm, soft, either = (share(count, len(of_category)) for count in counts)
        yield f"  {category}: alarm {alarm}, soft {soft}, either {either}"


def misses(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield a line for each urgent text that was not found and each calm one that was not left alone."""
    for one in verdicts:
        if one.case.is_urgent and not one.is_either:
            yield f"missed {one.case.id} ({one.case.category}): {one.case.text}"
        elif not one.case.is_urgent and one.is_either:
            how = f"alarm {', '.join(one.categories)}" if one.is_alarm else "soft"
            yield f"disturbed {one.case.id} ({how}): {one.case.text}"


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({part / whole:.1%})" if whole else "0/0"
