"""Learning from decisions which words are those of removed posts: naive Bayes, checked on texts kept apart.

Only the task that trains imports this module: scikit-learn is large, and a web process has no need of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import MultinomialNB

from moderation.screening.wording import DRAWERS, Wording, drawers_of, leaning

FOLDS = 5
SMOOTHING = 0.3


@dataclass(frozen=True)
class Learned:
    """What was learned, and for each text what a model said that had not seen it."""

    wording: Wording
    probabilities: list[float]


def learn(texts: Sequence[list[str]], removed: Sequence[bool]) -> Learned:
    """Learn from the words of texts; both kinds have at least FOLDS of them.

    The sum of weights says which way a text leans, not how sure that is: a logistic curve through what models say of
    texts that they have not seen makes a probability of it.
    """
    drawers = [drawers_of(words) for words in texts]
    counts, labels = _count(drawers), np.array(removed, dtype=int)
    apart = np.zeros(len(drawers))
    for known, unknown in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(counts, labels):
        weights = _weigh(counts[known], labels[known])
        apart[unknown] = [leaning(weights, drawers[index]) for index in unknown]
    curve = LogisticRegression().fit(apart[:, None], labels)
    slope, offset = max(0.0, float(curve.coef_[0, 0])), float(curve.intercept_[0])
    said = 1 / (1 + np.exp(-(slope * apart + offset)))
    return Learned(Wording(_weigh(counts, labels), slope, offset), said.tolist())


def _count(drawers: Sequence[np.ndarray]) -> csr_matrix:
    """Return how often each text has something in each drawer."""
    rows = np.repeat(np.arange(len(drawers)), [len(each) for each in drawers])
    columns = np.concatenate(drawers)
    return csr_matrix((np.ones(len(columns)), (rows, columns)), shape=(len(drawers), DRAWERS))


def _weigh(counts: csr_matrix, labels: np.ndarray) -> np.ndarray:
    """Return for each drawer how much more it belongs to removed texts than to kept ones."""
    kept, removed = MultinomialNB(alpha=SMOOTHING, fit_prior=False).fit(counts, labels).feature_log_prob_
    return (removed - kept).astype("<f4")
