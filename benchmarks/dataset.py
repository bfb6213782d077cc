"""A site of any size, the same for the same seed: for each question three answers, three comments and ten votes."""

import random
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from itertools import accumulate

import psycopg
from django.db import models
from psycopg import sql
from tqdm import tqdm

from accounts.models import ExpertCredential, User
from benchmarks.copying import Table, as_text, escaped, filling, vacuum, without_indexes
from benchmarks.processes import in_processes
from benchmarks.vocabulary import advice, paragraphs, sentence, tag_names, title
from lib.body_sites import BodySite
from lib.markdown import excerpt, render_post
from lib.text import make_slug
from posts.models import Post, PostTag, Tag, Vote
from qa.models import Agreement, Answer, Intake, Question

BEGINNING = datetime(2023, 1, 1, tzinfo=UTC)
END = datetime(2026, 6, 1, tzinfo=UTC)
TEXTS = 3_000
TAGS = 2_000
# Keys below are those of the articles, which are there already.
FIRST = 1_000_000
# So many questions are written at a time.
SHARE = 2_000
# How many of a kind a question has, and how often; the mean is three (answers, comments) and ten (votes a thread).
ANSWERS = ((0, 12), (1, 22), (2, 20), (3, 16), (5, 16), (8, 10), (14, 4))
COMMENTS = ((0, 30), (1, 20), (2, 15), (4, 15), (8, 12), (10, 8))
# Every so many questions one that the measurements read: so many answers and comments.
TYPICAL_EVERY, TYPICAL_ANSWERS, TYPICAL_COMMENTS = 50, 5, 10
POST = (
    "id", "kind", "is_public", "root_id", "parent_id", "author_id", "submission_key", "title", "slug", "body",
    "body_html", "excerpt", "is_experience", "body_site", "tag_slugs", "up_count", "down_count", "agreement",
    "answer_count", "comment_count", "created_at", "last_activity_at",
)  # fmt: skip
MOST_VOTES = 60
# The most rows that one thread has in a table: each thread has keys of its own.
MOST_POSTS = 1 + max(number for number, _weight in ANSWERS) + max(number for number, _weight in COMMENTS)
MOST_ROWS = {"post": MOST_POSTS, "vote": MOST_POSTS * MOST_VOTES, "tag": 3, "agreement": MOST_POSTS * 2}
ANSWER = ("post_id", "profession", "country", "register", "checked_on", "valid_until")
COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    Post: POST,
    Vote: ("id", "voter_id", "post_id", "value", "at"),
    PostTag: ("id", "content_object_id", "tag_id", "posted_at", "is_public"),
    Answer: ANSWER,
    Question: ("post_id",),
    Agreement: ("id", "expert_id", "answer_id", "stance", "reason", "profession", "at"),
    Intake: ("post_id",),
}
REPLY = {"title": "", "slug": "", "body_site": "", "tag_slugs": "{}", "is_public": "t"}


@dataclass(frozen=True)
class Text:
    """A text in the forms in which a post holds it, ready for COPY."""

    body: str
    html: str
    excerpt: str


@dataclass(frozen=True)
class Site:
    """What a site shall be like, and where."""

    url: str
    seed: int
    questions: int
    people: int
    experts: int
    tag_names: tuple[str, ...]


def fill(url: str, questions: int, *, seed: int = 1) -> None:
    """Fill an empty site with so many questions; shows how far it is."""
    names = tag_names(TAGS, set(Tag.objects.values_list("slug", flat=True)))
    site = Site(url, seed, questions, max(200, questions // 5), max(40, questions // 250), tuple(names))
    _fill_people(site)
    filled: list[type[models.Model]] = list(COLUMNS)
    with without_indexes(url, filled):
        tag_counts = _fill_threads(site)
    with filling(url, {Tag: ("id", "name", "slug", "post_count")}) as (tags,):
        for key, name in enumerate(site.tag_names, 1):
            tags.add(id=key + FIRST, name=name, slug=name, post_count=tag_counts[key])
    _settle(url, [*filled, User, ExpertCredential, Tag])


def _fill_threads(site: Site) -> Counter[int]:
    """Write all threads; return how often each tag is used."""
    numbers = range(site.questions)
    shares = [numbers[start : start + SHARE] for start in numbers[::SHARE]]
    write = partial(write_share, site)
    tag_counts: Counter[int] = Counter()
    with tqdm(total=site.questions, desc="Writing questions", unit=" questions", mininterval=1) as bar:
        for written, counted in in_processes(write, shares) if len(shares) > 1 else map(write, shares):
            tag_counts.update(counted)
            bar.update(written)
    return tag_counts


def write_share(site: Site, numbers: range) -> tuple[int, Counter[int]]:
    """Write the threads of these numbers; return how many they are, and how often each tag is used."""
    writer = _writer(site)
    with filling(site.url, COLUMNS) as tables:
        return len(numbers), writer.write(tables, numbers)


@cache
def _writer(site: Site) -> "Writer":
    """One for all shares of a process: making its texts takes seconds."""
    return Writer(site)


def _fill_people(site: Site) -> None:
    first = datetime(2022, 6, 1, tzinfo=UTC).isoformat()
    user = (
        "id", "password", "email", "handle", "display_name", "expert_valid_until", "has_second_factor", "created_at",
    )  # fmt: skip
    credential = ("user_id", "profession", "country", "register", "checked_on", "valid_until")
    with filling(site.url, {User: user, ExpertCredential: credential}) as (users, credentials):
        for key in range(1, site.people + 1):
            is_expert = key <= site.experts
            users.add(
                id=key + 1_000,
                password="!",  # noqa: S106 - nobody signs in with it
                email=f"person{key}@example.org",
                handle=f"person_{key}",
                display_name=f"Person {key}",
                expert_valid_until="2099-01-01" if is_expert else as_text(None),
                has_second_factor="t" if is_expert else "f",
                created_at=first,
            )
            if is_expert:
                credentials.add(
                    user_id=key + 1_000,
                    profession="physiotherapist",
                    country="Norway",
                    register="Helsepersonellregisteret",
                    checked_on="2026-01-01",
                    valid_until="2099-01-01",
                )


class Writer:
    """Writes thread after thread; who writes, what about and how many votes there are is skewed as on real sites."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.chance = chance = random.Random(site.seed)  # noqa: S311
        self.told = [_text(chance, sentence, 3 + number % 9) for number in range(TEXTS)]
        self.advised = [_text(chance, advice, 3 + number % 12) for number in range(TEXTS)]
        self.said = [_text(chance, sentence, 1 + number % 3) for number in range(TEXTS)]
        self.titles = [title(chance) for _ in range(TEXTS)]
        self.tag_weights = list(accumulate(1 / (rank + 3) for rank in range(TAGS)))
        self.sites = [site.value for site in BodySite]
        self.site_weights = list(accumulate(1 / (rank + 1) for rank in range(len(self.sites))))

    def write(self, tables: list[Table], numbers: range) -> Counter[int]:
        """Write the threads of these numbers; return how often each tag is used."""
        self.tables = tables
        self.tag_counts: Counter[int] = Counter()
        for number in numbers:
            # What a thread is like depends on nothing but its number, whoever writes it.
            self.chance.seed(self.site.seed * 10**9 + number)
            self.next_key = {name: FIRST + number * most for name, most in MOST_ROWS.items()}
            self.thread(number)
        return self.tag_counts

    def thread(self, number: int) -> None:
        """Write one question with everything below it."""
        chance = self.chance
        at = BEGINNING + (END - BEGINNING) * (number / self.site.questions)
        answers, comments = self._size(number)
        root = self._key("post")
        replies = [self._key("post") for _ in range(answers)]
        targets = [chance.choice([root, *replies]) for _ in range(comments)]
        below = Counter(targets)
        for offset, key in enumerate(replies):
            self._answer(key, root, below[key], at + timedelta(hours=offset + 1))
        for target in targets:
            self._comment(root, target, at + timedelta(hours=chance.randrange(1, 400)))
        self._question(root, answers, below[root], at)

    def _size(self, number: int) -> tuple[int, int]:
        if number % TYPICAL_EVERY == 0:
            return TYPICAL_ANSWERS, TYPICAL_COMMENTS
        return _weighted(self.chance, ANSWERS), _weighted(self.chance, COMMENTS)

    def _question(self, key: int, answers: int, comments: int, at: datetime) -> None:
        posts, _votes, tagged, _answers, questions, _agreements, intakes = self.tables
        tags = sorted(set(self.chance.choices(range(1, TAGS + 1), cum_weights=self.tag_weights, k=3)))
        text = self.chance.choice(self.told)
        heading = self.chance.choice(self.titles)
        up, down = self._vote(key, at)
        posts.add(
            **REPLY
            | self._common(key, "question", None, None, self._person(), text, at)
            | {
                "title": escaped(heading),
                "slug": make_slug(heading),
                "body_site": self.chance.choices(self.sites, cum_weights=self.site_weights)[0],
                "tag_slugs": "{" + ",".join(self.site.tag_names[tag - 1] for tag in tags) + "}",
                "up_count": up,
                "down_count": down,
                "answer_count": answers,
                "comment_count": comments,
                "last_activity_at": (at + timedelta(hours=self.chance.randrange(1, 900))).isoformat(),
            }
        )
        questions.add(post_id=key)
        intakes.add(post_id=key)
        self.tag_counts.update(tags)
        for tag in tags:
            row = {"content_object_id": key, "tag_id": tag + FIRST, "posted_at": at.isoformat()}
            tagged.add(id=self._key("tag"), is_public="t", **row)

    def _answer(self, key: int, root: int, comments: int, at: datetime) -> None:
        posts, _votes, _tagged, answers, _questions, agreements, _intakes = self.tables
        expert = self._expert()
        up, down = self._vote(key, at)
        agreeing = {self._expert() for _ in range(self.chance.randrange(3))} - {expert}
        common = self._common(key, "answer", root, root, expert, self.chance.choice(self.advised), at)
        counts = {"up_count": up, "down_count": down, "agreement": len(agreeing), "comment_count": comments}
        posts.add(**REPLY | common | counts)
        answers.add(
            post_id=key,
            profession="physiotherapist",
            country="Norway",
            register="Helsepersonellregisteret",
            checked_on="2026-01-01",
            valid_until="2099-01-01",
        )
        for one in sorted(agreeing):
            agreements.add(
                id=self._key("agreement"), expert_id=one, answer_id=key, stance="agree", reason="",
                profession="physiotherapist", at=at.isoformat(),
            )  # fmt: skip

    def _comment(self, root: int, target: int, at: datetime) -> None:
        key, person, text = self._key("post"), self._person(), self.chance.choice(self.said)
        is_experience = target == root and self.chance.random() < 0.3
        experience = {"is_experience": "t" if is_experience else "f"}
        self.tables[0].add(
            **REPLY | self._common(key, "comment", root, target, person, text, at) | experience
        )

    def _common(
        self, key: int, kind: str, root: int | None, parent: int | None, author: int, text: Text, at: datetime
    ) -> dict[str, object]:
        moment = at.isoformat()
        return {
            "id": key, "kind": kind, "root_id": as_text(root), "parent_id": as_text(parent), "author_id": author,
            "submission_key": uuid.UUID(int=self.chance.getrandbits(128), version=4), "body": text.body,
            "body_html": text.html, "excerpt": text.excerpt, "is_experience": "f", "up_count": 0, "down_count": 0,
            "agreement": 0, "answer_count": 0, "comment_count": 0, "created_at": moment, "last_activity_at": moment,
        }  # fmt: skip

    def _vote(self, post: int, at: datetime) -> tuple[int, int]:
        """Store the votes on a post, of different people; return how many say that it helped, and that it did not."""
        people = self.site.people
        number = min(int(self.chance.paretovariate(1.1)), MOST_VOTES, people // 2)
        first, step = self.chance.randrange(people), self.chance.randrange(1, people // (MOST_VOTES + 1) + 1)
        votes, moment, down = self.tables[1], at.isoformat(), 0
        for offset in range(number):
            value = -1 if self.chance.random() < 0.08 else 1
            down += value < 0
            voter = (first + offset * step) % people + 1_001
            votes.add(id=self._key("vote"), voter_id=voter, post_id=post, value=value, at=moment)
        return number - down, down

    def _person(self) -> int:
        """Few people write much."""
        return int(self.site.people * self.chance.random() ** 2.5) + 1_001

    def _expert(self) -> int:
        return int(self.site.experts * self.chance.random() ** 2.5) + 1_001

    def _key(self, table: str) -> int:
        self.next_key[table] += 1
        return self.next_key[table]


def _text(chance: random.Random, say: object, sentences: int) -> Text:
    body = paragraphs(chance, say, sentences)
    html = render_post(body)
    return Text(escaped(body), escaped(html), escaped(excerpt(html)))


def _weighted(chance: random.Random, table: tuple[tuple[int, int], ...]) -> int:
    numbers, weights = zip(*table, strict=True)
    return chance.choices(numbers, weights)[0]


def _settle(url: str, filled: list[type[models.Model]]) -> None:
    """Let new rows get keys of their own, and let the planner know what is there."""
    with psycopg.connect(url, autocommit=True) as connection:
        for model in filled:
            key, table = model._meta.pk, model._meta.db_table
            if isinstance(key, models.AutoField | models.BigAutoField):
                query = "SELECT setval(pg_get_serial_sequence(%s, %s), (SELECT max({}) + 1 FROM {}))"
                names = sql.SQL(query).format(sql.Identifier(key.column), sql.Identifier(table))
                connection.execute(names, [table, key.column])
    vacuum(url, filled)
