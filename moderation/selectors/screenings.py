"""What the machine found in a post, for moderators; passages are decrypted here and nowhere else."""

import json
from dataclasses import dataclass

from lib.encryption import UnreadableError, decrypt
from moderation.models import Screening
from posts.models import Post

PURPOSE = "moderation.screening"


@dataclass(frozen=True)
class FoundRow:
    """What one check said, with the passage."""

    check: str
    score: int
    reason: str
    counts: bool
    passage: str


@dataclass(frozen=True)
class ScreeningView:
    """The latest look at a post, the weightiest first."""

    screening: Screening
    rows: list[FoundRow]

    @property
    def passages(self) -> list[str]:
        return [row.passage for row in self.rows if row.passage]


def load_screening(post: Post) -> ScreeningView | None:
    """Return the latest look at a post in which something was found, in one query."""
    latest = Screening.objects.filter(post=post).exclude(findings=[]).order_by("-pk").first()
    if latest is None:
        return None
    passages = _passages(latest)
    rows = [
        FoundRow(one["check"], one["score"], one["reason"], one["counts"], passages.get(one["check"], ""))
        for one in latest.findings
    ]
    return ScreeningView(latest, sorted(rows, key=lambda row: (not row.counts, -row.score)))


def _passages(screening: Screening) -> dict[str, str]:
    """Return the passages by check; none when they are forgotten or the key of the site is another one."""
    if not screening.evidence:
        return {}
    try:
        return json.loads(decrypt(PURPOSE, bytes(screening.evidence)))
    except UnreadableError:
        return {}
