"""Where the time of some work goes, looked at every half millisecond (pyinstrument)."""

import os
from collections import Counter
from collections.abc import Callable

from pyinstrument import Profiler
from pyinstrument.frame import Frame
from pyinstrument.renderers import ConsoleRenderer

EVERY_SECONDS = 0.0005
# What takes less of the whole than this is left out of the tree.
LEAST_SHARE = 0.01
FUNCTIONS_SHOWN = 50


def sampled(work: Callable[[], object]) -> str:
    """Do some work; return its calls as a tree, and the dearest functions by the time that they take themselves.

    Shares of the time by the clock, so that waiting for the database is in it. The tree folds what libraries do.
    """
    profiler = Profiler(interval=EVERY_SECONDS, async_mode="disabled")
    with profiler:
        work()
    tree = ConsoleRenderer(
        time="percent_of_total", unicode=True, processor_options={"filter_threshold": LEAST_SHARE}
    )
    session = profiler.last_session
    found = f"{profiler.output(tree)}\n{_dearest(session.root_frame())}" if session else ""
    return found.replace(f"{os.getcwd()}/", "")


def _dearest(root: Frame | None) -> str:
    own: Counter[str] = Counter()
    frames = [root] if root else []
    while frames:
        frame = frames.pop()
        called = [one for one in frame.children if not one.is_synthetic]
        own[f"{frame.function}  {frame.file_path_short}"] += frame.time - sum(one.time for one in called)
        frames += called
    whole = sum(own.values())
    return "\n".join(f"{time / whole:6.1%} {name}" for name, time in own.most_common(FUNCTIONS_SHOWN))
