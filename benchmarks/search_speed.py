"""How fast the search is with many questions, on data that this program makes itself.

`python -m benchmarks.search_speed` fills a database in var/benchmarks once, and prints rates, times and memory;
the next run only measures.
"""

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from benchmarks.search_filling import SEED, WORDS, fill, say, timing
from benchmarks.site import database_anew
from config.embedded_database import create_database, running

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "PROFILE": "test",
    "SECRET_KEY": "only-for-measuring",
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver",
    "DATABASE_POOL_SIZE": "0",
}
SEARCHES = 300
FOLDER = Path(__file__).parents[1] / "var" / "benchmarks"
FILLED = "benchmark_filled"
OPERATORS = (
    "is:answered",
    "-is:question",
    "site:calf",
    "tag:night-cramps",
    "tag:other",
    "score:>3",
    "after:2024",
    "is:unanswered",
)


def main() -> None:
    arguments = read_arguments()
    folder = arguments.folder or FOLDER / f"search-{arguments.questions}"
    with database(folder) as url:
        os.environ.update(ENVIRONMENT, DATABASE_URL=url)
        if arguments.only_memory:
            print_memory()
            return
        prepare(arguments, url)
        measure(arguments.searches)
        command = [sys.executable, "-m", "benchmarks.search_speed", "--only-memory"]
        subprocess.run(command, check=True, env={**os.environ, "BENCHMARK_DATABASE": url})  # noqa: S603


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument("--answers", type=int, default=3, help="of each question, on average")
    parser.add_argument("--searches", type=int, default=SEARCHES)
    parser.add_argument("--folder", type=Path, help="of the database (default: in var/benchmarks)")
    parser.add_argument("--only-memory", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


@contextlib.contextmanager
def database(folder: Path) -> Iterator[str]:
    """Yield the address of a database: that of the run which started this one, or a kept one.

    One of which the filling was stopped is made anew.
    """
    if given := os.environ.get("BENCHMARK_DATABASE"):
        yield given
        return
    with (
        tempfile.TemporaryDirectory(prefix="unknot-") as static,
        running(folder / "postgres", durable=False) as url,
    ):
        os.environ["STATIC_ROOT"] = static  # there are no collected files
        found = create_database(url, "benchmark")
        yield found if is_filled(found) else database_anew(url, "benchmark")


def prepare(arguments: argparse.Namespace, url: str) -> None:
    """Bring the schema up to date, and fill the database unless it is."""
    import django

    django.setup()
    from django.core.management import call_command

    from posts.models import Post

    with timing("schema"):
        call_command("migrate", verbosity=0)
    if not is_filled(url):
        fill(url, arguments.questions, arguments.answers)
        mark_filled(url)
    say("questions", f"{Post.objects.filter(kind='question').count():,}")
    say("answers", f"{Post.objects.filter(kind='answer').count():,}")


def is_filled(url: str) -> bool:
    """Tell whether an earlier run came to the end of its filling."""
    with psycopg.connect(url) as connection:
        return connection.execute(f"SELECT to_regclass('{FILLED}') IS NOT NULL").fetchone() == (True,)


def mark_filled(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(f"CREATE TABLE {FILLED} ()")


def measure(searches: int) -> None:
    """Ask the site as a browser would, each question once, and print how long the answers take."""
    asked = queries(searches + 20)
    for name, address in (("search", "/search/"), ("while typing", "/search/suggestions/")):
        texts = asked if name == "search" else beginnings(asked)
        times = ask(address, texts)
        report(name, times[20:], texts[20:])
    chance = random.Random(SEED + 1)  # noqa: S311 -- no secrets
    operators = [f"{chance.choice(WORDS['what'])} {chance.choice(OPERATORS)}" for _ in range(searches // 3)]
    report("search with operators", ask("/search/", operators), operators)


def queries(number: int) -> list[str]:
    """Questions as people type them, and a few words, half of each."""
    from search.evaluation import read_cases

    chance = random.Random(SEED + 2)  # noqa: S311 -- no secrets
    cases = read_cases(Path(__file__).parents[1] / "tests" / "data" / "similar_questions.tsv")
    found = [f"{case.title} {case.body}"[:200] for case in cases] + [case.title for case in cases]
    while len(found) < number:
        names = chance.sample(list(WORDS), chance.choice((1, 2, 2, 3)))
        found.append(" ".join(chance.choice(WORDS[name]) for name in names))
    chance.shuffle(found)
    return found[:number]


def beginnings(texts: list[str]) -> list[str]:
    """What is in the field while these are typed."""
    chance = random.Random(SEED + 3)  # noqa: S311 -- no secrets
    return [text[: chance.randint(3, min(len(text), 40))] for text in texts if len(text) > 3]


def ask(address: str, texts: list[str]) -> list[tuple[float, float]]:
    """Return how long each answer took, and how much of that a processor worked for it, in milliseconds."""
    from django.db import connection
    from django.test import Client

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        processes = (os.getpid(), cursor.fetchone()[0])
    client, times = Client(), []
    for text in texts:
        begun, worked = time.perf_counter(), work_of(processes)
        status = client.get(address, {"q": text}).status_code
        times.append((1_000 * (time.perf_counter() - begun), work_of(processes) - worked))
        if status != 200:
            raise RuntimeError(f"{address} answers {status} to {text!r}")
    return times


def work_of(processes: tuple[int, ...]) -> float:
    """Return the milliseconds that processors have worked for these, as Linux counts them; 0 elsewhere.

    On a machine that does other things too this says more than the clock.
    """
    try:
        return sum(int(Path(f"/proc/{one}/schedstat").read_text().split()[0]) for one in processes) / 1e6
    except OSError:
        return 0.0


def report(name: str, times: list[tuple[float, float]], texts: list[str]) -> None:
    for what, column in (("by the clock", 0), ("processor", 1)):
        ordered = sorted(one[column] for one in times)
        middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        slowest = texts[[one[column] for one in times].index(ordered[-1])][:60]
        say(
            f"{name}, {what}",
            f"p50 {middle:.0f} ms, p95 {high:.0f} ms, longest {ordered[-1]:.0f} ms ({slowest!r})",
        )


def print_memory() -> None:
    """Print what a web process holds before the model is there and after many searches."""
    import django

    django.setup()
    import psutil
    from django.core.handlers.wsgi import WSGIHandler

    WSGIHandler()
    ask("/questions/", [""])
    process = psutil.Process()
    before = process.memory_info().rss
    ask("/search/", queries(250))
    after = process.memory_info().rss
    say(
        "memory of a process",
        f"{before / 1e6:.0f} MB, with the model after 250 searches {after / 1e6:.0f} MB",
    )


if __name__ == "__main__":
    main()
