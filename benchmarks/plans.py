"""How PostgreSQL answers what the pages ask: it reads no big table as a whole, and sorts and throws away little."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.pages import all_pages, signed_in
from benchmarks.site import HOST, PORT
from posts.models import Post, Tag

# More rows than this are a big table; more than these are much to sort, or to read for nothing.
MANY_ROWS, SORTED_MOST, UNUSED_MOST = 5_000, 1_000, 1_000
UNUSED = ("Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter")
SORTS = ("newest", "active", "hot", "unanswered", "needs-expert")
BIG_TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s"


@dataclass(frozen=True)
class Problem:
    """A step of a plan that grows with the data."""

    address: str
    step: str
    statement: str

    def __str__(self) -> str:
        return f"{self.address}: {self.step}\n   {self.statement[:400]}"


def find_problems() -> list[Problem]:
    """Read the pages that are read most, as a guest and signed in, and look at the plan of each query."""
    settings.PAGE_CACHE_MB = 0
    guest, member = Client(headers={"host": f"{HOST}:{PORT}"}), Client(headers={"host": f"{HOST}:{PORT}"})
    member.cookies[settings.SESSION_COOKIE_NAME] = signed_in(1)[0]
    big = _big_tables()
    return [
        problem
        for address in addresses()
        for client in (guest, member)
        for problem in _problems_of(client, address, big)
    ]


def addresses() -> list[str]:
    """Pages of a question, of lists in each order (at a frequent and a rare place as well), of topics, of a search."""
    question = next(pages.addresses[0] for pages in all_pages() if pages.name == "question")
    tags = list(Tag.objects.filter(post_count__gt=1).order_by("-post_count").values_list("slug", flat=True))
    return [
        "/",
        question,
        *(f"/questions/?sort={sort}" for sort in SORTS),
        *(f"/questions/?sort={sort}&where={place}" for sort in SORTS for place in ("calf", _rarest_place())),
        "/tags/",
        *(f"/tags/{tags[place]}/" for place in (0, len(tags) // 2, -1)),
        "/search/?q=calf+at+night",
        "/search/suggestions/?q=calf",
    ]


def _rarest_place() -> str:
    """Return the place of the body that fewest questions are about."""
    asked = Post.objects.public().questions().exclude(body_site="").values_list("body_site")
    return asked.annotate(number=Count("pk")).order_by("number").first()[0]


def _problems_of(client: Client, address: str, big: set[str]) -> Iterator[Problem]:
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    for query in queries.captured_queries:
        statement = query["sql"].strip()
        if statement.upper().startswith(("SELECT", "WITH")):
            for step in _steps(_plan_of(statement)):
                if is_slow(step, big):
                    yield Problem(address, _words(step), statement)


def _plan_of(statement: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")
        found = cursor.fetchone()[0]
    plans = json.loads(found) if isinstance(found, str) else found
    return plans[0]["Plan"]


def _steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _steps(below)


def is_slow(step: dict[str, Any], big: set[str]) -> bool:
    """Whether a step reads a big table as a whole, or sorts or throws away more than a page can ever need."""
    kind = step["Node Type"]
    if kind == "Seq Scan":
        return step["Relation Name"] in big and step["Actual Loops"] > 0
    if sum(step.get(reason, 0) for reason in UNUSED) * step.get("Actual Loops", 1) > UNUSED_MOST:
        return True
    sorted_rows = max((below["Actual Rows"] for below in step.get("Plans", ())), default=0)
    return kind == "Sort" and sorted_rows > SORTED_MOST


def _words(step: dict[str, Any]) -> str:
    unused = sum(step.get(reason, 0) for reason in UNUSED)
    name = step.get("Relation Name", step.get("Sort Key", ""))
    return f"{step['Node Type']} {name}, {step['Actual Rows']} rows, {unused} thrown away"


def _big_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(BIG_TABLES, [MANY_ROWS])
        return {row[0] for row in cursor.fetchall()}
