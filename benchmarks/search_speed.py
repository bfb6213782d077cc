"""How fast the search is with many questions, on data that this program makes itself.

`python -m benchmarks.search_speed` takes a throw-away database, fills it, and prints rates, times and memory.
With --folder the database stays, and the next run goes on with it.
"""

import argparse
import contextlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from config.embedded_database import create_database, running

SEED = 20_260
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "PROFILE": "test",
    "SECRET_KEY": "only-for-measuring",
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver",
    "DATABASE_POOL_SIZE": "0",
}
MEMBERS = 2_000
BATCH = 2_000
EMBEDDED_FOR_REAL = 6_000
# How far the invented vectors lie from the real ones that they come from (cosine about 0.75).
NOISE = 0.045
SEARCHES = 300
WORDS = {
    name: words.split()
    for name, words in {
        "where": """calf calves foot toes arch hamstring thigh quadriceps shin heel neck nape shoulder back jaw eyelid
            hand fingers forearm ribs belly buttock hip knee diaphragm throat tongue face scalp chest""",
        "what": """cramp cramps spasm spasms twitch twitching knot tightness seizing locking pulsing fluttering
            stiffness trembling ache charley-horse contraction jumping""",
        "when": """night running swimming cycling pregnancy morning yoga stretching sitting driving typing football
            climbing dialysis statins diuretics stress coffee alcohol fasting surgery standing hiking dancing rowing""",
        "how": "suddenly always weekly painful harmless worse better lasting spreading burning numb swollen",
    }.items()
}
OPERATORS = (
    "is:answered",
    "-is:question",
    "site:calf",
    "tag:night-cramps",
    "score:>3",
    "after:2024",
    "is:unanswered",
)


def main() -> None:
    arguments = read_arguments()
    with database(arguments.folder) as url:
        os.environ.update(ENVIRONMENT, DATABASE_URL=url)
        if arguments.only_memory:
            print_memory()
            return
        prepare(arguments)
        measure(arguments.searches)
        command = [sys.executable, "-m", "benchmarks.search_speed", "--only-memory"]
        subprocess.run(command, check=True, env={**os.environ, "BENCHMARK_DATABASE": url})  # noqa: S603


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument("--answers", type=int, default=3, help="of each question, on average")
    parser.add_argument("--searches", type=int, default=SEARCHES)
    parser.add_argument("--folder", type=Path, help="keep the database there")
    parser.add_argument("--only-memory", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


@contextlib.contextmanager
def database(folder: Path | None) -> Iterator[str]:
    """Yield the address of a database: that of the run which started this one, a kept one, or a throw-away one."""
    if given := os.environ.get("BENCHMARK_DATABASE"):
        yield given
        return
    with (
        tempfile.TemporaryDirectory(prefix="unknot-") as throw_away,
        running((folder or Path(throw_away)) / "postgres", durable=False) as url,
    ):
        static = Path(throw_away) / "static"  # there are no collected files
        static.mkdir()
        os.environ["STATIC_ROOT"] = str(static)
        yield create_database(url, "benchmark")


def prepare(arguments: argparse.Namespace) -> None:
    """Fill the database up to the wanted number of questions, and index it."""
    import django

    django.setup()
    from django.core.management import call_command

    from posts.models import Post

    call_command("migrate", verbosity=0)
    missing = arguments.questions - Post.objects.filter(kind="question").count()
    if missing > 0:
        call_command("load_knowledge", verbosity=0)
        write_posts(missing, arguments.answers)
        index()
    say("questions", f"{Post.objects.filter(kind='question').count():,}")
    say("answers", f"{Post.objects.filter(kind='answer').count():,}")


def write_posts(questions: int, answers: int) -> None:
    """Store questions with their answers, as the actions would have."""
    from accounts.models import User
    from posts.models import Post, Tag

    chance = random.Random(SEED)  # noqa: S311 -- no secrets
    sentences = shipped_sentences()
    User.objects.bulk_create(
        (User(email=f"m{number}@example.org", handle=f"bench{number}") for number in range(MEMBERS)),
        ignore_conflicts=True,
    )
    authors = list(User.objects.filter(handle__startswith="bench").values_list("pk", flat=True))
    names = ["night-cramps", *(f"{when}-{what}" for what in WORDS["what"][:6] for when in WORDS["when"])]
    names = [name for name in names if len(name) <= 30]
    Tag.objects.bulk_create(
        (Tag(name=name, slug=name, post_count=1) for name in names), ignore_conflicts=True
    )
    begun = time.perf_counter()
    for start in range(0, questions, BATCH):
        size = min(BATCH, questions - start)
        roots = [make_question(chance, sentences, authors, names, answers) for _ in range(size)]
        roots = Post.objects.bulk_create(roots)
        Post.objects.bulk_create(
            make_answer(chance, sentences, authors, root) for root in roots for _ in range(root.answer_count)
        )
    say("posts written", f"{questions / (time.perf_counter() - begun):,.0f} questions a second")


def shipped_sentences() -> list[str]:
    """Sentences of the guides that come with the site: real words, as often as they really are."""
    from posts.models import Post
    from search.chunks import plain_text

    articles = Post.objects.filter(kind="article").order_by("pk").values_list("body_html", flat=True)
    text = " ".join(map(plain_text, articles))
    return [sentence.strip() for sentence in text.split(". ") if 30 < len(sentence) < 300]


def make_question(
    chance: Any, sentences: list[str], authors: list[int], tags: list[str], answers: int
) -> Any:
    from datetime import timedelta

    from django.utils import timezone

    from lib.body_sites import BodySite
    from posts.models import Post

    title = make_title(chance)
    body = f"{make_title(chance)}. {'. '.join(chance.sample(sentences, chance.randint(2, 5)))}."
    return Post(
        kind="question", author_id=chance.choice(authors), title=title[:150], slug="a-question", body=body,
        body_html=f"<p>{body}</p>", excerpt=body[:290], is_public=True, up_count=chance.randint(0, 9),
        body_site=chance.choice(BodySite.values), tag_slugs=sorted(chance.sample(tags, 2)),
        answer_count=chance.choice((0, answers - 1, answers, answers, answers + 1, answers + 3)),
        created_at=timezone.now() - timedelta(minutes=chance.randint(1, 2_000_000)),
    )  # fmt: skip


def make_title(chance: Any) -> str:
    where, what, when, how = (chance.choice(WORDS[name]) for name in ("where", "what", "when", "how"))
    number = chance.randint(1, 400)
    forms = (
        f"{where} {what} after {when}, {how} since {number} days",
        f"Why do I get {how} {where} {what} when {when}",
        f"{what} in the {where} at {when}: what helps",
        f"{how} {what} of my {where}, {when} makes it worse",
    )
    return chance.choice(forms).capitalize()


def make_answer(chance: Any, sentences: list[str], authors: list[int], root: Any) -> Any:
    from posts.models import Post

    body = ". ".join(chance.sample(sentences, chance.randint(2, 6)))
    return Post(
        kind="answer", root=root, parent=root, author_id=chance.choice(authors), body=body,
        body_html=f"<p>{body}</p>", excerpt=body[:290], is_public=True, up_count=chance.randint(0, 5),
    )  # fmt: skip


def index() -> None:
    """Write all documents, real vectors of some and invented ones of the others, and the vocabulary."""
    from django.db import connection

    from posts.models import Post, PostChange, Tag
    from search.actions.counting_words import count_words
    from search.actions.indexing import index_roots, index_tags
    from search.actions.indexing_vectors import embed_all
    from search.models import Document

    PostChange.objects.all().delete()
    articles = list(Post.objects.filter(kind="article").values_list("pk", flat=True))
    index_roots(articles)
    timed("vectors of guides", embed_all, Document.objects.count)
    keys = list(Post.objects.filter(kind="question").order_by("pk").values_list("pk", flat=True))
    first, others = keys[:EMBEDDED_FOR_REAL], keys[EMBEDDED_FOR_REAL:]
    timed("questions with vectors, as reindex", lambda: index_wholly(first), lambda: len(first))
    timed("documents, vectors aside", lambda: index_in_batches(others), lambda: len(others))
    index_tags(Tag.objects.values_list("slug", flat=True))
    timed("invented vectors and their index", invent_vectors, Document.objects.count)
    timed("words counted", count_words, lambda: 1)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def index_in_batches(keys: list[int]) -> None:
    from search.actions.indexing import index_roots

    for start in range(0, len(keys), 500):
        index_roots(keys[start : start + 500])


def index_wholly(keys: list[int]) -> None:
    """Write documents and vectors and build the index of vectors, as `manage.py reindex` does for a new site."""
    from search.actions.indexing_vectors import built_afterwards, embed_all

    index_in_batches(keys)
    with built_afterwards(len(keys)):
        embed_all()


def invent_vectors() -> None:
    """Give each document without a vector one near a real one; the model would take hours."""
    import numpy as np
    from django.db import connection

    from search.actions.embedding import current_recipe, without_vector
    from search.models import VectorDue

    recipe, chance = current_recipe(), np.random.default_rng(SEED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT vector::real[] FROM search_embedding WHERE recipe_id = %s", [recipe.pk])
        real = np.array([row[0] for row in cursor.fetchall()], dtype=np.float32)
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = 'embedding_by_meaning'")
        definition = cursor.fetchone()[0]
        cursor.execute("DROP INDEX embedding_by_meaning")
        rows = list(without_vector(recipe).order_by("pk").values_list("pk", "text_hash"))
        statement = "COPY search_embedding (document_id, recipe_id, vector, text_hash) FROM STDIN"
        with cursor.copy(statement) as copy:
            for key, text_hash in rows:
                vector = real[chance.integers(len(real))] + chance.normal(0, NOISE, real.shape[1])
                vector /= np.linalg.norm(vector)
                copy.write_row([key, recipe.pk, f"[{','.join(f'{one:.6f}' for one in vector)}]", text_hash])
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(definition)
    VectorDue.objects.all().delete()


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


def timed(name: str, work: Callable[[], object], count: Callable[[], int]) -> None:
    begun, worked = time.perf_counter(), time.process_time()
    work()
    seconds, worked, number = time.perf_counter() - begun, time.process_time() - worked, count()
    rate = f" for {number:,}: {number / seconds:,.0f} a second" if number > 1 else ""
    say(name, f"{seconds:.0f} s{rate}; {worked:.0f} s of a processor without the database's")


def say(name: str, words: str) -> None:
    print(f"{name:<34} {words}", flush=True)  # noqa: T201 -- a program for the terminal


if __name__ == "__main__":
    main()
