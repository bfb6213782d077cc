"""What screening costs: how long the processor works on a text that is written, measured on what is there."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from moderation.screening.gathering import gather_again
from moderation.screening.inspection import inspect
from moderation.screening.rules import current_rules
from posts.kinds import Kind
from posts.models import Post

# So many texts are looked at, the newest.
TEXTS = 200
SLOW_PART = 20


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor time: of the text in the middle, and of the slowest twentieth."""

    texts: int
    usual: float
    slow: float


def measure_cost() -> Cost | None:
    """Look once more at the newest texts as when they were written, and return what that cost; None without texts."""
    posts = Post.objects.public().exclude(kind=Kind.ARTICLE).select_related("author").order_by("-pk")
    # The first look fills what a process keeps; it is the slowest, and does not count.
    times = sorted(_times([*posts[:1], *posts[:TEXTS]]))[:-1]
    if not times:
        return None
    return Cost(len(times), median(times), times[-1 - len(times) // SLOW_PART])


def _times(posts: list[Post]) -> Iterator[float]:
    rules = current_rules()
    for post in posts:
        begun = time.process_time()
        inspect(gather_again(post), rules)
        yield 1000 * (time.process_time() - begun)
