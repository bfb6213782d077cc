"""Finding threads by words."""

import re
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models

from posts.models import Post
from posts.selectors.rows import ROW_COLUMNS, PostRow, row_of
from search.models import Document

QUERY_LENGTH = 200
# A hyphen before nothing; some dozens of them are more than PostgreSQL's parser can hold.
LONE_HYPHENS = re.compile(r"-(?=[-\s]|$)")
RESULTS = 30
# Ranking reads every match; a common word stops here.
CANDIDATES = 500


@dataclass(frozen=True)
class Results:
    """The best matches of a query; is_cut says that there may be more."""

    query: str
    rows: list[PostRow]
    is_cut: bool


def read_query(text: str) -> str:
    """Return what a person typed as a query: one line, without null characters, not endless."""
    text = LONE_HYPHENS.sub(" ", text.replace("\x00", " "))
    return " ".join(text.split())[:QUERY_LENGTH]


def find(text: str) -> Results:
    """Return the best public questions and articles for what a person typed, in two queries."""
    query = read_query(text)
    if not query:
        return Results("", [], is_cut=False)
    words = SearchQuery(query, config="english", search_type="websearch")
    candidates = Document.objects.filter(vector=words).values("pk")[:CANDIDATES]
    ranked = (
        Document.objects.filter(pk__in=candidates)
        .annotate(rank=SearchRank(models.F("vector"), words, normalization=1))
        .order_by("-rank", "-pk")
        .values_list("pk", flat=True)
    )
    keys = list(ranked[: RESULTS + 1])
    public = Post.objects.public().filter(pk__in=keys).only(*ROW_COLUMNS)
    posts = {post.pk: post for post in public.fetch_mode(models.FETCH_RAISE)}
    rows = [row_of(posts[key]) for key in keys[:RESULTS] if key in posts]
    return Results(query, rows, is_cut=len(keys) > RESULTS)
