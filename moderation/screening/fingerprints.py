"""Fingerprints of texts (MinHash over runs of words), by which nearly equal texts are found without keeping them."""

from zlib import crc32

import numpy as np

SIZE = 64
RUN = 3
MOST_RUNS = 1_500
_PRIME = np.uint64(4_294_967_291)
_random = np.random.default_rng(20_261_128)  # fixed: stored fingerprints have to fit
_FACTORS = _random.integers(1, 2**31, SIZE, dtype=np.uint64)[:, None]
_SHIFTS = _random.integers(0, 2**31, SIZE, dtype=np.uint64)[:, None]


def fingerprint(words: list[str]) -> np.ndarray | None:
    """Return 64 numbers, of which two texts share about as many as they share runs of words; None for few words."""
    if len(words) < RUN + 2:
        return None
    starts = range(min(len(words), MOST_RUNS) - RUN + 1)
    runs = {crc32(" ".join(words[start : start + RUN]).encode()) for start in starts}
    hashes = np.fromiter(runs, dtype=np.uint64, count=len(runs))
    return ((_FACTORS * hashes + _SHIFTS) % _PRIME).min(axis=1).astype(np.uint32)


def likeness(one: np.ndarray, many: np.ndarray) -> np.ndarray:
    """Return for each row of `many` which part of its numbers are those of `one`."""
    return np.count_nonzero(many == one, axis=1) / SIZE
