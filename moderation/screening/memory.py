"""The fingerprints of removed posts, kept in memory."""

from dataclasses import dataclass

import numpy as np

from moderation.models import RemovedText
from moderation.screening.fingerprints import SIZE
from moderation.screening.kept import Kept

# The newest ones: spam comes in waves.
MOST = 2_000
SECONDS = 30


@dataclass(frozen=True)
class Removed:
    """Keys of posts, and their fingerprints in the same order."""

    post_ids: np.ndarray
    fingerprints: np.ndarray


def _load() -> Removed:
    rows = list(RemovedText.objects.order_by("-at").values_list("post_id", "fingerprint")[:MOST])
    numbers = [np.frombuffer(bytes(data), dtype="<u4") for _post_id, data in rows]
    stacked = np.stack(numbers) if numbers else np.empty((0, SIZE), dtype=np.uint32)
    return Removed(np.array([post_id for post_id, _data in rows], dtype=np.int64), stacked)


_removed = Kept(_load, SECONDS)


def removed_texts() -> Removed:
    return _removed.get()
