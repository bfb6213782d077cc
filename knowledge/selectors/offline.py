"""The pages that a browser keeps for the time without a connection."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.db.models.functions import MD5
from django.http import Http404
from django.urls import reverse

from knowledge.addresses import HELP_SLUG, RELIEF_SLUG
from knowledge.headings import link_headings
from knowledge.models import ArticleKind
from knowledge.selectors.articles import (
    PAGE_SIZE,
    ArticleRow,
    get_article,
    public_articles,
    review_line,
    row_of,
)
from lib.markdown import without_terms

KEPT = Q(kind=ArticleKind.RELIEF) | Q(slug__in=[RELIEF_SLUG, HELP_SLUG])
SEEN = (
    "slug",
    "position",
    "post__title",
    "summary",
    "last_reviewed",
    "reviewed_by",
    "reviewer_qualification",
)


@dataclass(frozen=True)
class OfflineCopy:
    """One article in the form that a browser may keep: the same for everybody, without comments."""

    title: str
    url: str
    summary: str
    body_html: str
    review_line: str
    next_review_due: date | None
    is_relief: bool
    is_help: bool


def kept_articles() -> list[ArticleRow]:
    """Return the articles that browsers keep, the general ones first, in one query."""
    rows = [
        row_of(article) for article in public_articles(*ArticleKind).filter(KEPT).order_by("position", "pk")
    ]
    return sorted(rows, key=lambda row: row.slug not in (RELIEF_SLUG, HELP_SLUG))[:PAGE_SIZE]


def kept_slugs_and_version() -> tuple[list[str], str]:
    """Return which articles browsers keep, and a text that changes with everything they say, in one query."""
    articles = public_articles(*ArticleKind).filter(KEPT).order_by("position", "pk")
    rows = list(articles.values_list(*SEEN, "next_review_due", MD5("post__body_html"))[:PAGE_SIZE])
    return [row[0] for row in rows], hashlib.sha256(repr(rows).encode()).hexdigest()


def load_copy(slug: str) -> OfflineCopy:
    """Return the copy of an article that browsers keep, in one query; raises Http404 for any other."""
    article = get_article(slug, AnonymousUser())
    is_relief = article.kind == ArticleKind.RELIEF
    if not is_relief and slug not in (RELIEF_SLUG, HELP_SLUG):
        raise Http404
    return OfflineCopy(
        title=article.post.title,
        url=reverse("knowledge:article", args=[slug]),
        summary=article.summary,
        body_html=without_terms(link_headings(article.post.body_html)),
        review_line=review_line(article),
        next_review_due=article.next_review_due,
        is_relief=is_relief,
        is_help=slug == HELP_SLUG,
    )
