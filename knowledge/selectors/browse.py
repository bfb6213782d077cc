"""The start page of curated knowledge: guides by place, theme and tag, and the shelves beside them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.utils.functional import Promise

from knowledge.models import Article, ArticleKind
from knowledge.selectors.articles import (
    GUIDES,
    IN_ORDER,
    PAGE_SIZE,
    ArticleRow,
    public_articles,
    row_of,
)
from knowledge.themes import BY_SLUG, THEMES
from lib.body_sites import GROUPS, BodySite
from lib.pagination import Page, paginate
from posts.tag_names import read_tag

SHELF_SIZE = 12
REVIEWED_SIZE = 4
TAGS_SHOWN = 24
# More articles than anybody curates; what lies beyond is only not counted.
COUNTED = 2_000
ON_SHELVES = (ArticleKind.RELIEF, ArticleKind.SCENARIO)


@dataclass(frozen=True)
class Narrowing:
    """What a reader narrows the guides to: a place, a theme, a tag; empty where they do not."""

    where: str = ""
    theme: str = ""
    tag: str = ""

    @property
    def label(self) -> str:
        """What it is called in headings; empty when nothing is narrowed."""
        labels = [
            str(BodySite(self.where).label) if self.where else "",
            str(BY_SLUG[self.theme].label) if self.theme else "",
            self.tag,
        ]
        return ", ".join(label for label in labels if label)

    @property
    def query(self) -> str:
        """The same as the parameters of an address."""
        given = {"where": self.where, "theme": self.theme, "tag": self.tag}
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True)
class Choice:
    """One way to narrow, and how many articles it leaves."""

    value: str
    label: str | Promise
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class PlaceGroup:
    """A heading of the list that is equal to the figure, and its places."""

    label: str | Promise
    places: list[Choice]


@dataclass(frozen=True)
class Counts:
    """How many articles there are of each place, theme and tag."""

    places: Counter[str]
    themes: Counter[str]
    tags: Counter[str]


@dataclass(frozen=True)
class KnowledgePage:
    """Everything that /knowledge/ shows."""

    narrowing: Narrowing
    guides: Page[ArticleRow]
    reviewed: list[ArticleRow]
    relief: list[ArticleRow]
    stories: list[ArticleRow]
    questions: list[ArticleRow]
    themes: list[Choice]
    tags: list[Choice]
    place_groups: list[PlaceGroup]

    @property
    def is_empty(self) -> bool:
        return not (self.guides.rows or self.relief or self.stories or self.questions)


def read_narrowing(query: Mapping[str, str]) -> Narrowing:
    """Return what an address asks for; what makes no sense is left out."""
    where, theme = query.get("where", ""), query.get("theme", "")
    return Narrowing(
        where=where if where in BodySite else "",
        theme=theme if theme in BY_SLUG else "",
        tag=read_tag(query.get("tag", "")) or "",
    )


def load_knowledge_page(narrowing: Narrowing, cursor: str) -> KnowledgePage:
    """Return the start page of knowledge in three queries, whatever it is narrowed to."""
    guides = paginate(_narrowed(public_articles(*GUIDES), narrowing), IN_ORDER, cursor, size=PAGE_SIZE)
    shelved = _shelved(narrowing)
    counts = _count()
    return KnowledgePage(
        narrowing=narrowing,
        guides=Page([row_of(one) for one in guides.rows], guides.previous_cursor, guides.next_cursor),
        reviewed=[] if narrowing.query else _recently_reviewed(shelved),
        relief=_of_kind(shelved, ArticleKind.RELIEF),
        stories=_of_kind(shelved, ArticleKind.SCENARIO),
        questions=_of_kind(shelved, ArticleKind.FAQ) if narrowing.query else [],
        themes=_choices_of_themes(narrowing, counts),
        tags=_choices_of_tags(narrowing, counts),
        place_groups=_choices_of_places(narrowing, counts),
    )


def _narrowed(articles: models.QuerySet[Article], narrowing: Narrowing) -> models.QuerySet[Article]:
    if narrowing.where:
        articles = articles.filter(body_sites__contains=[narrowing.where])
    if narrowing.theme:
        articles = articles.filter(post__tag_slugs__overlap=sorted(BY_SLUG[narrowing.theme].tags))
    if narrowing.tag:
        articles = articles.filter(post__tag_slugs__contains=[narrowing.tag])
    return articles


def _shelved(narrowing: Narrowing) -> list[Article]:
    """The first articles of each kind that is no guide, and the last reviewed ones of all, in one query."""
    place = Window(RowNumber(), partition_by=F("kind"), order_by=[F("position"), F("pk")])
    review_place = Window(RowNumber(), order_by=[F("last_reviewed").desc(nulls_last=True), F("pk")])
    kinds = (*ON_SHELVES, ArticleKind.FAQ) if narrowing.query else ON_SHELVES
    on_a_shelf = Q(kind__in=kinds, place__lte=SHELF_SIZE)
    reviewed = Q(last_reviewed__isnull=False, review_place__lte=REVIEWED_SIZE)
    articles = _narrowed(public_articles(*ArticleKind), narrowing)
    articles = articles.annotate(place=place, review_place=review_place).filter(on_a_shelf | reviewed)
    return list(articles.order_by("position", "pk"))


def _of_kind(articles: list[Article], kind: ArticleKind) -> list[ArticleRow]:
    return [row_of(article) for article in articles if article.kind == kind and article.place <= SHELF_SIZE]


def _recently_reviewed(articles: list[Article]) -> list[ArticleRow]:
    reviewed = [one for one in articles if one.last_reviewed and one.review_place <= REVIEWED_SIZE]
    return [row_of(article) for article in sorted(reviewed, key=lambda one: one.review_place)]


def _count() -> Counts:
    """How many articles each place, theme and tag leaves, in one query."""
    articles = public_articles(*GUIDES, *ON_SHELVES).order_by("position", "pk")
    places: Counter[str] = Counter()
    themes: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    for slugs, sites in articles.values_list("post__tag_slugs", "body_sites")[:COUNTED]:
        places += Counter(set(sites))
        themes += Counter(theme.slug for theme in THEMES if theme.tags.intersection(slugs))
        tags += Counter(set(slugs))
    return Counts(places, themes, tags)


def _choices_of_places(narrowing: Narrowing, counts: Counts) -> list[PlaceGroup]:
    return [
        PlaceGroup(
            group.label,
            [
                Choice(site.value, site.label, counts.places[site.value], site.value == narrowing.where)
                for site in group.sites
            ],
        )
        for group in GROUPS
    ]


def _choices_of_themes(narrowing: Narrowing, counts: Counts) -> list[Choice]:
    return [
        Choice(theme.slug, theme.label, counts.themes[theme.slug], theme.slug == narrowing.theme)
        for theme in THEMES
        if counts.themes[theme.slug] or theme.slug == narrowing.theme
    ]


def _choices_of_tags(narrowing: Narrowing, counts: Counts) -> list[Choice]:
    """The most used tags, by name; the chosen one is always among them."""
    most_used = sorted(counts.tags.items(), key=lambda item: (-item[1], item[0]))[:TAGS_SHOWN]
    names = {name for name, _count in most_used} | ({narrowing.tag} - {""})
    return [Choice(name, name, counts.tags[name], name == narrowing.tag) for name in sorted(names)]
