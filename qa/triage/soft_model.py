"""The second net: a small statistical screen, read from a file and used with nothing but the standard library."""

import hashlib
import json
import math
from array import array
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lib.yaml_nodes import DataError
from qa.triage.features import BUCKETS, FEATURES, WEIGHTS, Features

MODEL_FILE = Path(__file__).with_name("data") / "model.bin"
MAGIC = b"unknot triage model 1\n"
IDF_STEP = 1 / 24  # an idf is kept as a whole number of these
WORTH = [rarity * IDF_STEP for rarity in range(256)]  # of what stands in a text once


@dataclass(frozen=True)
class SoftModel:
    """Weights by bucket. `source` is the hash of the texts and rules it was built from."""

    weights: array[int]
    idf: array[int]
    scale: float
    bias: float
    threshold: float
    source: str

    def score(self, features: Features) -> float:
        """Return how much the text looks like one that needs help, as log-odds."""
        total, weights = 0.0, self.weights
        for kind, counts in features.items():
            for bucket, value in weighted(kind, counts, self.idf):
                total += value * weights[bucket]
        return total * self.scale + self.bias

    def is_high(self, features: Features) -> bool:
        return self.score(features) >= self.threshold


def weighted(kind: str, counts: dict[int, int], idf: array[int]) -> list[tuple[int, float]]:
    """Return the values of one kind of features, of length 1 together (times the weight of the kind)."""
    known = [
        (bucket, WORTH[rarity] if count == 1 else (1 + math.log(count)) * rarity * IDF_STEP)
        for bucket, count in counts.items()
        if (rarity := idf[bucket])
    ]
    if kind == "sign":
        return [(bucket, WEIGHTS[kind]) for bucket, _value in known]
    length = math.sqrt(sum([value * value for _bucket, value in known])) or 1.0
    weight = WEIGHTS[kind]
    return [(bucket, weight * value / length) for bucket, value in known]


def pack(model: SoftModel) -> bytes:
    """Return the file of a model: a line that says what it is, its settings, weights and idf."""
    body = model.weights.tobytes() + model.idf.tobytes()
    head = {
        "features": FEATURES,
        "scale": model.scale,
        "bias": model.bias,
        "threshold": model.threshold,
        "source_sha256": model.source,
        "body_sha256": hashlib.sha256(body).hexdigest(),
    }
    return MAGIC + json.dumps(head, sort_keys=True).encode() + b"\n" + body


def unpack(content: bytes, name: str) -> SoftModel:
    """Return the model in a file; raises DataError when it is damaged or not ours."""
    if not content.startswith(MAGIC):
        raise DataError(f"{name}: is no triage model of this version")
    line, _newline, body = content[len(MAGIC) :].partition(b"\n")
    try:
        head = json.loads(line)
    except ValueError:
        raise DataError(f"{name}: its settings cannot be read") from None
    if hashlib.sha256(body).hexdigest() != head.get("body_sha256") or len(body) != 2 * BUCKETS:
        raise DataError(f"{name}: is damaged")
    if head["features"] != FEATURES:
        raise DataError(f"{name}: was built for other features; run manage.py build_triage")
    return SoftModel(
        weights=array("b", body[:BUCKETS]),
        idf=array("B", body[BUCKETS:]),
        scale=head["scale"],
        bias=head["bias"],
        threshold=head["threshold"],
        source=head["source_sha256"],
    )


@cache
def get_model() -> SoftModel:
    """Return the model of this site, read once in the life of the process."""
    try:
        return unpack(MODEL_FILE.read_bytes(), MODEL_FILE.name)
    except OSError as error:
        raise DataError(f"{MODEL_FILE.name}: {error.strerror}; run manage.py build_triage") from None
