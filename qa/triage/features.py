"""What the soft check looks at in a text: words, pieces of words, and what the rules read in it."""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

from qa.triage.alarm import Alarm
from qa.triage.reading import Reading

FEATURES = 1  # counts up when this module changes: a model fits to one version only
BUCKETS = 1 << 18
PIECES = (3, 4, 5)  # letters
WEIGHTS = {"word": 1.0, "piece": 1.0, "sign": 0.1}

TOKEN = re.compile(r"[a-z']+|\d+|[?!\n]")
CUE = re.compile(r"(?:no|not|never|without|nor|neither|none|nothing|denies|can't|.*n't)$")
SCOPE = 4  # words behind a cue
Features = dict[str, Counter[int]]


def features_of(reading: Reading, alarms: tuple[Alarm, ...]) -> Features:
    """Return how often each feature stands in the text, by kind; a feature is the number of its bucket."""
    tokens = TOKEN.findall(reading.text)
    return {
        "word": _hashed("w", words_of(tokens)),
        "piece": _hashed("p", pieces_of(" ".join(tokens))),
        "sign": _hashed("s", set(signs_of(reading, alarms))),
    }


def words_of(tokens: list[str]) -> Iterator[str]:
    """Return single words, pairs, and words that stand behind a negation."""
    left = 0
    for position, token in enumerate(tokens):
        yield token
        if position:
            yield f"{tokens[position - 1]} {token}"
        if left:
            yield f"not~{token}"
        left = SCOPE if CUE.match(token) else max(0, left - 1)


def pieces_of(text: str) -> list[str]:
    text = f" {text} "
    return [text[start : start + size] for size in PIECES for start in range(len(text) - size + 1)]


def signs_of(reading: Reading, alarms: tuple[Alarm, ...]) -> Iterator[str]:
    for finding in reading.findings:
        yield f"{finding.sign}:{finding.dead or 'live'}"
        yield f"any:{finding.dead or 'live'}"
    yield from (f"mark:{mark}" for mark in reading.marks)
    yield from (f"alarm:{alarm.category}" for alarm in alarms)
    if alarms:
        yield "alarm"
    yield f"live:{min(len(reading.live), 8)}"
    yield f"length:{min(len(reading.text) // 60, 8)}"


def _hashed(kind: str, names: Iterable[str]) -> Counter[int]:
    """Return how often each bucket is meant; a name that comes again is put into its bucket once."""
    begun, last = zlib.crc32(f"{kind}:".encode()), BUCKETS - 1
    hashed: Counter[int] = Counter()
    for name, count in Counter(names).items():
        bucket = zlib.crc32(name.encode(), begun) & last
        hashed[bucket] = hashed.get(bucket, 0) + count
    return hashed
