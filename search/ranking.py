"""How what was found is ordered: two lists become one, then a few small boosts. All weights stand here.

They are tuned with `manage.py evaluate_search` on labelled questions; docs/search.md has the figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

# Reciprocal-rank fusion: a document gets weight / (FLATNESS + place) from each list it is in.
FLATNESS = 20
WORDS_WEIGHT = 0.4
MEANING_WEIGHT = 1.0
# Which fields of a document a word counts in: text (C), tags and summary (B), title and heading (A).
FIELD_WEIGHTS = [0.1, 0.35, 0.6, 1.0]
# PostgreSQL divides by 1 + log(length).
LENGTH_NORMALIZATION = 1
# A word that only a synonym brought in.
SYNONYM_WEIGHT = 0.4
PREFIX_WEIGHT = 0.6
# What is less alike than this is not about the question at all (cosine similarity). The right article of a
# labelled question is at 0.46 or more; the best of what has nothing to do with muscles mostly below 0.35.
LEAST_SIMILARITY = 0.38
# How many of each list are looked at, and how many of the fused list a reader can go through.
CANDIDATES = 100
# Ranking by words reads so many documents at most; words that more have only add to the score of others.
POOL = 600
RESULTS_MOST = 200

# Boosts are factors. Together they move a document by a few places, never from the bottom to the top.
EXPERT_ANSWER = 1.06
REVIEWED = 1.04
REVIEW_COUNTS_DAYS = 730
# An unanswered question loses half of UNANSWERED_LOSS in the first half-life, a quarter in the second …
UNANSWERED_LOSS = 0.3
HALF_LIFE_DAYS = 180


@dataclass(frozen=True)
class Traits:
    """What boosts look at."""

    is_question: bool = False
    answer_count: int = 0
    asked_at: datetime | None = None
    reviewed_on: date | None = None


def fuse(words: Iterable[int], meaning: Iterable[int]) -> dict[int, float]:
    """Return the score of each document in either list, both best first."""
    scores: dict[int, float] = {}
    for weight, found in ((WORDS_WEIGHT, words), (MEANING_WEIGHT, meaning)):
        for place, key in enumerate(found, 1):
            scores[key] = scores.get(key, 0.0) + weight / (FLATNESS + place)
    return scores


def boost(traits: Traits, now: datetime) -> float:
    """Return the factor by which a document's score is multiplied."""
    if traits.is_question:
        return EXPERT_ANSWER if traits.answer_count else 1 - _lost(traits.asked_at, now)
    if traits.reviewed_on and (now.date() - traits.reviewed_on).days <= REVIEW_COUNTS_DAYS:
        return REVIEWED
    return 1.0


def _lost(asked_at: datetime | None, now: datetime) -> float:
    days = max((now - asked_at).days, 0) if asked_at else 0
    return UNANSWERED_LOSS * (1 - 0.5 ** (days / HALF_LIFE_DAYS))


def in_order(scores: Mapping[int, float], traits: Mapping[int, Traits], now: datetime) -> list[int]:
    """Return the keys of which the traits are known, best first; ties go to the newer key."""
    final = {key: score * boost(traits[key], now) for key, score in scores.items() if key in traits}
    return sorted(final, key=lambda key: (-final[key], -key))
