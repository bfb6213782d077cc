"""Fills the database in which the search is measured: questions and answers in sentences of the guides, indexed.

Vectors are made of the guides and of some questions; the others get invented ones near those, as the model would take
a quarter of an hour. What no rate is printed of goes past the site's own actions, which would take as long.
"""

import random
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from benchmarks.copying import NULL, escaped, filling, without_indexes
from benchmarks.processes import in_processes
from lib.body_sites import BodySite

SEED = 20_260
MEMBERS = 2_000
EMBEDDED_FOR_REAL = 6_000
# How far the invented vectors lie from the real ones that they come from (cosine about 0.75).
NOISE = 0.045
BATCH = 500
# Keys below are those of what comes with the site.
FIRST = 1_000_000
# A topic that is no word of the language, so that no index of words knows it; so many of 100 questions have it.
STOP_WORD, OF_A_HUNDRED = "other", 3
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
POST = (
    "id", "kind", "is_public", "root_id", "parent_id", "author_id", "submission_key", "title", "slug", "body",
    "body_html", "excerpt", "body_site", "tag_slugs", "up_count", "answer_count", "created_at", "last_activity_at",
)  # fmt: skip
POST_TAG = ("id", "content_object_id", "tag_id", "posted_at", "is_public")


def fill(url: str, questions: int, answers: int) -> None:
    """Write the posts, their documents, the vectors and the vocabulary into a site without posts."""
    from django.core.management import call_command
    from django.db import connection

    from posts.models import Post, PostTag, Tag
    from search.actions.counting_words import count_words
    from search.actions.indexing import index_tags
    from search.models import Document, Embedding

    timed("guides loaded", lambda: call_command("load_knowledge", verbosity=0))
    index_guides()
    with timing("posts written"), without_indexes(url, [Post, PostTag]):
        Writer(answers).write(url, questions)
    keys = list(Post.objects.filter(kind="question").order_by("pk").values_list("pk", flat=True))
    first, others = keys[:EMBEDDED_FOR_REAL], keys[EMBEDDED_FOR_REAL:]
    timed("questions with vectors, as reindex", lambda: index_wholly(first), lambda: len(first))
    index_tags(Tag.objects.values_list("slug", flat=True))
    with timing("other documents and vectors, indexes"), without_indexes(url, [Document, Embedding]):
        timed("  documents", lambda: write_all_documents(others), lambda: len(others))
        timed("  invented vectors", invent_vectors)
    timed("words counted", count_words)
    with timing("tables looked through"), connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def index_guides() -> None:
    from posts.models import Post, PostChange
    from search.actions.indexing import index_roots
    from search.actions.indexing_vectors import embed_all
    from search.models import Document

    PostChange.objects.all().delete()
    index_roots(Post.objects.filter(kind="article").values_list("pk", flat=True))
    timed("vectors of guides", embed_all, Document.objects.count)


def index_wholly(keys: list[int]) -> None:
    """Write documents and vectors and build the index of vectors, as `manage.py reindex` does for a new site."""
    from search.actions.indexing import index_roots
    from search.actions.indexing_vectors import built_afterwards, embed_all

    for start in range(0, len(keys), BATCH):
        index_roots(keys[start : start + BATCH])
    with built_afterwards(len(keys)):
        embed_all()


class Writer:
    """Writes questions with their answers and topics, the same for the same seed."""

    def __init__(self, answers: int) -> None:
        from accounts.models import User
        from posts.models import Post, Tag

        self.chance = random.Random(SEED)  # noqa: S311 -- no secrets
        self.numbers = (0, answers - 1, answers, answers, answers + 1, answers + 3)
        self.sentences = shipped_sentences()
        people = [User(email=f"m{number}@example.org", handle=f"bench{number}") for number in range(MEMBERS)]
        self.authors = [one.pk for one in User.objects.bulk_create(people)]
        names = [
            "night-cramps",
            *(f"{when}-{what}" for what in WORDS["what"][:6] for when in WORDS["when"]),
        ]
        tags = [Tag(name=name, slug=name, post_count=1) for name in (*names, STOP_WORD) if len(name) <= 30]
        Tag.objects.bulk_create(tags, ignore_conflicts=True)
        Tag.objects.filter(slug__in=[tag.slug for tag in tags]).update(post_count=1)
        self.tags = dict(Tag.objects.filter(slug__in=[tag.slug for tag in tags]).values_list("slug", "pk"))
        self.names = sorted(set(self.tags) - {STOP_WORD})
        self.next_key = Post.objects.order_by("-pk").values_list("pk", flat=True)[0]

    def write(self, url: str, questions: int) -> None:
        from posts.models import Post, PostTag

        with filling(url, {Post: POST, PostTag: POST_TAG}) as (self.posts, self.tagged):
            for _ in range(questions):
                self.thread()

    def thread(self) -> None:
        from django.utils import timezone

        chance, key, answers = self.chance, self.key(), self.chance.choice(self.numbers)
        at = (timezone.now() - timedelta(minutes=chance.randint(1, 2_000_000))).isoformat()
        tags = sorted(chance.sample(self.names, 2))
        if chance.randrange(100) < OF_A_HUNDRED:
            tags[0] = STOP_WORD
        body = f"{make_title(chance)}. {'. '.join(chance.sample(self.sentences, chance.randint(2, 5)))}."
        self.posts.add(
            **self.common(key, body, at), kind="question", root_id=NULL, parent_id=NULL, slug="a-question",
            title=escaped(make_title(chance)[:150]), body_site=chance.choice(BodySite.values),
            tag_slugs="{" + ",".join(tags) + "}", up_count=chance.randint(0, 9), answer_count=answers,
        )  # fmt: skip
        for tag in tags:
            row = {"content_object_id": key, "tag_id": self.tags[tag], "posted_at": at, "is_public": "t"}
            self.tagged.add(id=FIRST + 2 * key + tags.index(tag), **row)
        for _ in range(answers):
            body = ". ".join(chance.sample(self.sentences, chance.randint(2, 6)))
            self.posts.add(
                **self.common(self.key(), body, at), kind="answer", root_id=key, parent_id=key, slug="", title="",
                body_site="", tag_slugs="{}", up_count=chance.randint(0, 5), answer_count=0,
            )  # fmt: skip

    def key(self) -> int:
        self.next_key += 1
        return self.next_key

    def common(self, key: int, body: str, at: str) -> dict[str, object]:
        return {
            "id": key, "is_public": "t", "author_id": self.chance.choice(self.authors),
            "submission_key": uuid.UUID(int=self.chance.getrandbits(128), version=4), "body": escaped(body),
            "body_html": escaped(f"<p>{body}</p>"), "excerpt": escaped(body[:290]), "created_at": at,
            "last_activity_at": at,
        }  # fmt: skip


def shipped_sentences() -> list[str]:
    """Sentences of the guides that come with the site: real words, as often as they really are."""
    from posts.models import Post
    from search.chunks import plain_text

    articles = Post.objects.filter(kind="article").order_by("pk").values_list("body_html", flat=True)
    text = " ".join(map(plain_text, articles))
    return [sentence.strip() for sentence in text.split(". ") if 30 < len(sentence) < 300]


def make_title(chance: random.Random) -> str:
    where, what, when, how = (chance.choice(WORDS[name]) for name in ("where", "what", "when", "how"))
    number = chance.randint(1, 400)
    forms = (
        f"{where} {what} after {when}, {how} since {number} days",
        f"Why do I get {how} {where} {what} when {when}",
        f"{what} in the {where} at {when}: what helps",
        f"{how} {what} of my {where}, {when} makes it worse",
    )
    return chance.choice(forms).capitalize()


def write_all_documents(keys: list[int]) -> None:
    """Write the documents of these questions, in several processes."""
    from django.db import connection

    batches = [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
    connection.close()
    for _ in in_processes(write_documents, batches):
        pass


def write_documents(keys: list[int]) -> None:
    from search.actions.indexing import chunks_of_roots
    from search.models import Document

    chunks = chunks_of_roots(keys)
    Document.objects.bulk_create(
        Document(post_id=post, **chunk.columns) for (post, _), chunk in chunks.items()
    )


def invent_vectors() -> None:
    """Give each document without a vector one near a real one."""
    import numpy as np
    from django.db import connection

    from search.actions.embedding import current_recipe, without_vector
    from search.models import VectorDue

    recipe, chance = current_recipe(), np.random.default_rng(SEED)
    with connection.cursor() as cursor:
        cursor.execute("SELECT vector::real[] FROM search_embedding WHERE recipe_id = %s", [recipe.pk])
        real = np.array([row[0] for row in cursor.fetchall()], dtype=np.float32)
        rows = list(without_vector(recipe).order_by("pk").values_list("pk", "text_hash"))
        statement = "COPY search_embedding (document_id, recipe_id, vector, text_hash) FROM STDIN"
        with cursor.copy(statement) as copy:
            for key, text_hash in rows:
                vector = real[chance.integers(len(real))] + chance.normal(0, NOISE, real.shape[1])
                vector /= np.linalg.norm(vector)
                copy.write_row([key, recipe.pk, f"[{','.join(f'{one:.6f}' for one in vector)}]", text_hash])
    VectorDue.objects.all().delete()


@contextmanager
def timing(name: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    say(name, f"{time.perf_counter() - begun:.0f} s")


def timed(name: str, work: Callable[[], object], count: Callable[[], int] = lambda: 1) -> None:
    begun, worked = time.perf_counter(), time.process_time()
    work()
    seconds, worked, number = time.perf_counter() - begun, time.process_time() - worked, count()
    rate = f" for {number:,}: {number / seconds:,.0f} a second" if number > 1 else ""
    say(name, f"{seconds:.0f} s{rate}; {worked:.0f} s of a processor without the database's")


def say(name: str, words: str) -> None:
    print(f"{name:<38} {words}", flush=True)  # noqa: T201 -- a program for the terminal
