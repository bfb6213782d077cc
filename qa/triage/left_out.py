"""Judges the soft check on writers whose texts it has not seen, and chooses its threshold by that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.progress import counted
from qa.triage.alarm import Alarm
from qa.triage.cases import Case
from qa.triage.features import Features
from qa.triage.screening import examine
from qa.triage.soft_model import SoftModel
from qa.triage.training import fit

LEFT_ALONE = (
    0.88  # of the calm texts: three points above what is promised, the rest goes to finding urgent ones
)


@dataclass(frozen=True)
class Examined:
    """A case as the nets see it."""

    case: Case
    alarms: tuple[Alarm, ...]
    features: Features
    score: float = 0.0


def examine_cases(cases: Sequence[Case]) -> list[Examined]:
    return [Examined(case, *examine(case.text)) for case in counted("Texts", cases)]


def score_left_out(examined: Sequence[Examined]) -> list[Examined]:
    """Return the cases, each scored by a model that has seen no text of its writer."""
    scored = []
    for writer in counted("Writers", sorted({one.case.writer for one in examined})):
        model = fit_cases([one for one in examined if one.case.writer != writer])
        scored += [
            replace(one, score=model.score(one.features)) for one in examined if one.case.writer == writer
        ]
    return scored


def fit_cases(examined: Sequence[Examined]) -> SoftModel:
    return fit([one.features for one in examined], [one.case.is_urgent for one in examined])


def threshold_for(scored: Sequence[Examined]) -> float:
    """Return the lowest score at which enough calm texts are left alone by both nets."""
    calm = sorted(float("inf") if one.alarms else one.score for one in scored if not one.case.is_urgent)
    return calm[min(len(calm) - 1, int(LEFT_ALONE * len(calm)))]


def soft_left_out(scored: Sequence[Examined]) -> list[bool]:
    """Return what the soft check says, for each writer with the threshold that the others give."""
    writers = {one.case.writer for one in scored}
    thresholds = {
        writer: threshold_for([one for one in scored if one.case.writer != writer]) for writer in writers
    }
    return [one.score >= thresholds[one.case.writer] for one in scored]
