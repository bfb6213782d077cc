"""How much the words of a text are those of posts that moderators have removed; learned from their decisions."""

import math
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from django.utils.translation import gettext_lazy as _

from moderation.models import WordingModel
from moderation.screening.findings import Check, Finding
from moderation.screening.kept import Kept
from moderation.screening.material import Material

# Words and pairs of words fall into so many drawers.
DRAWERS = 2**15
MOST_WORDS = 2_000
SURE, LIKELY = 0.95, 0.8
SURE_SCORE, LIKELY_SCORE = 50, 30
SECONDS = 60


@dataclass(frozen=True)
class Wording:
    """A weight for each drawer, and how their sum becomes a probability."""

    weights: np.ndarray
    slope: float
    offset: float

    def probability(self, drawers: np.ndarray) -> float:
        """Return how likely a moderator would remove a text with these drawers."""
        value = self.slope * leaning(self.weights, drawers) + self.offset
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def drawers_of(words: list[str]) -> np.ndarray:
    """Return the drawer of each word and of each pair of words."""
    words = words[:MOST_WORDS]
    parts = [*words, *(f"{one} {other}" for one, other in zip(words, words[1:], strict=False))]
    return np.fromiter((crc32(part.encode()) % DRAWERS for part in parts), dtype=np.int64, count=len(parts))


def leaning(weights: np.ndarray, drawers: np.ndarray) -> float:
    """Return the sum of weights, drawn together so that a long text is not surer than many short ones."""
    return float(weights[drawers].sum()) / math.sqrt(len(drawers)) if len(drawers) else 0.0


def _load() -> Wording | str:
    newest = WordingModel.objects.order_by("-pk").first()
    if newest is None:
        return "nothing learned yet"
    return Wording(np.frombuffer(bytes(newest.weights), dtype="<f4"), newest.slope, newest.offset)


_wording = Kept(_load, SECONDS)


def look(material: Material) -> Finding | None:
    wording = _wording.get()
    return weigh(wording.probability(drawers_of(material.words))) if isinstance(wording, Wording) else None


def weigh(probability: float) -> Finding | None:
    if probability < LIKELY:
        return None
    score = SURE_SCORE if probability >= SURE else LIKELY_SCORE
    return Finding(score, _("Its words are much like those of posts that were removed."))


CHECK = Check("wording", _("Words like those of removed posts"), look)
