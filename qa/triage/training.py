"""Builds the soft check from labelled texts: logistic regression, fitted with numpy, kept in whole numbers."""

import math
from array import array
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from qa.triage.features import BUCKETS, Features
from qa.triage.soft_model import IDF_STEP, SoftModel, weighted

RARE = 2  # a feature of fewer texts says nothing
RIDGE = 0.5
STEPS = 60
MEMORY = 8
Array = np.ndarray


def fit(texts: Sequence[Features], labels: Sequence[bool]) -> SoftModel:
    """Return the model of these texts, without threshold and source; the same texts give the same model."""
    idf = idf_of(texts)
    rows = [
        dict(pair for kind, counts in text.items() for pair in weighted(kind, counts, idf)) for text in texts
    ]
    used = sorted({bucket for row in rows for bucket in row})
    column = {bucket: position for position, bucket in enumerate(used)}
    starts = np.cumsum([0, *(len(row) for row in rows)])
    matrix = _Matrix(
        np.array([column[bucket] for row in rows for bucket in row], dtype=np.int64),
        np.array([value for row in rows for value in row.values()]),
        np.repeat(np.arange(len(rows)), np.diff(starts)),
        (len(rows), len(used)),
    )
    solution = minimize(matrix.objective(np.array(labels, dtype=float)), np.zeros(len(used) + 1))
    return _kept(solution, used, idf)


def _kept(solution: Array, used: list[int], idf: array[int]) -> SoftModel:
    """Return the model with weights as whole numbers from -127 to 127."""
    scale = float(np.abs(solution[:-1]).max() / 127) or 1.0
    weights = array("b", bytes(BUCKETS))
    for bucket, weight in zip(used, np.rint(solution[:-1] / scale).astype(int).tolist(), strict=True):
        weights[bucket] = weight
    return SoftModel(weights, idf, round(scale, 9), round(float(solution[-1]), 9), 0.0, "")


def idf_of(texts: Sequence[Features]) -> array[int]:
    """Return for each bucket how telling it is, 0 for those that too few texts have."""
    seen = Counter(
        bucket for text in texts for bucket in {bucket for counts in text.values() for bucket in counts}
    )
    idf = array("B", bytes(BUCKETS))
    for bucket, count in seen.items():
        if count >= RARE:
            idf[bucket] = min(255, round((1 + math.log(len(texts) / count)) / IDF_STEP))
    return idf


class _Matrix:
    """A table of texts by features of which only the filled places are kept."""

    def __init__(self, columns: Array, values: Array, rows: Array, shape: tuple[int, int]) -> None:
        self.columns, self.values, self.rows, self.shape = columns, values, rows, shape

    def objective(self, labels: Array) -> Callable[[Array], tuple[float, Array]]:
        """Return the function to make small: it gives its value and its slope."""
        height, width = self.shape

        def value_and_slope(point: Array) -> tuple[float, Array]:
            weights = point[:-1]
            scores = np.bincount(self.rows, self.values * weights[self.columns], height) + point[-1]
            surprise = np.logaddexp(0, scores) - labels * scores
            wrong = 1 / (1 + np.exp(-scores)) - labels
            slope = np.bincount(self.columns, self.values * wrong[self.rows], width) + RIDGE * weights
            return float(surprise.sum() + RIDGE / 2 * weights @ weights), np.append(slope, wrong.sum())

        return value_and_slope


def minimize(function: Callable[[Array], tuple[float, Array]], point: Array) -> Array:
    """Return where a smooth convex function is smallest (L-BFGS with halved steps)."""
    value, slope = function(point)
    past: list[tuple[Array, Array]] = []
    for _step in range(STEPS):
        direction = -_newton(slope, past)
        length = 1.0 if past else 1 / max(1.0, float(np.linalg.norm(slope)))
        while True:
            moved = point + length * direction
            new_value, new_slope = function(moved)
            if new_value <= value + 1e-4 * length * float(slope @ direction) or length < 1e-9:
                break
            length /= 2
        past = [*past, (moved - point, new_slope - slope)][-MEMORY:]
        point, value, slope = moved, new_value, new_slope
        if float(np.abs(slope).max()) < 1e-4:
            break
    return point


def _newton(slope: Array, past: list[tuple[Array, Array]]) -> Array:
    """Return the slope bent by what the last steps say about the curve."""
    bent, shares = slope.copy(), []
    for move, change in reversed(past):
        share = (move @ bent) / (change @ move)
        bent -= share * change
        shares.append(share)
    if past:
        move, change = past[-1]
        bent *= (move @ change) / (change @ change)
    for (move, change), share in zip(past, reversed(shares), strict=True):
        bent += move * (share - (change @ bent) / (change @ move))
    return bent
