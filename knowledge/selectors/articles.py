"""One article, the frequent questions, and what the home page and the relief page list."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import F, Q
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.readers import ReaderKind, kind_of, reader_of
from accounts.rules import Actor
from knowledge.addresses import RELIEF_SLUG
from knowledge.headings import link_headings
from knowledge.models import Article, ArticleKind, ArticleSlug, Certainty
from lib.body_sites import BodySite, marker_name
from lib.pagination import Order, Page, paginate
from lib.prepared import Among, Prepared, Slot
from moderation.selectors.rights import Viewed, view_thread
from notifications.selectors.subscriptions import followed_topics
from posts.models import Post
from posts.querysets import PostQuerySet
from posts.selectors.thread import Comment
from search.models import Document
from search.query import read_query
from search.selectors.related import RelatedPlaces, related_places

PAGE_SIZE = 40
# Links to frequent questions lead to one page, /faq/#slug, so it should hold them all.
FAQ_SIZE = 100
WORDS_MOST = 8
GUIDES = (ArticleKind.ARTICLE, ArticleKind.TYPES)
HOME_ARTICLES = ("night-leg-cramps", "back-and-neck-spasms", "muscle-twitching", "medicines-and-cramps")
PLACES_NAMED = 3
CERTAINTY_ANCHOR = "how-sure-is-this"
ICONS = {
    Certainty.STRONG: "circle-check",
    Certainty.MODERATE: "circle-dot",
    Certainty.WEAK: "circle-dashed",
    Certainty.DISPUTED: "scale",
    Certainty.UNKNOWN: "circle-question-mark",
}
IN_ORDER = Order("position", descending=False)


@dataclass(frozen=True)
class ArticleRow:
    """What a list shows of an article."""

    slug: str
    title: str
    url: str
    summary: str
    minutes: int
    review_line: str
    tags: list[str]
    where: str
    marker: str


@dataclass(frozen=True)
class FaqEntry:
    """A frequent question with its answer."""

    slug: str
    title: str
    body_html: str
    tags: list[str]


@dataclass(frozen=True)
class EvidenceNote:
    """How sure one statement of an article is."""

    certainty: Certainty
    claim: str
    note: str

    @property
    def icon(self) -> str:
        return ICONS[self.certainty]


@dataclass(frozen=True)
class ArticlePage:
    """One article as one reader sees it."""

    post: Post
    article: Article
    body_html: str
    review_line: str
    related: list[ArticleRow]
    nearby: RelatedPlaces
    evidence: list[EvidenceNote]
    comments: list[Comment]
    viewed: Viewed
    followed: frozenset[str]
    updated_at: datetime

    @property
    def tells_certainty(self) -> bool:
        """Whether the text itself has a part that says how sure it is."""
        return any(heading["anchor"] == CERTAINTY_ANCHOR for heading in self.article.headings)


@dataclass(frozen=True)
class ReliefPage:
    """The relief steps of each place; without any, the parts of the one article that has them all."""

    rows: list[ArticleRow]
    all_in_one: ArticleRow | None
    parts: list[dict[str, str]]


def review_line(article: Article) -> str:
    """Say who reviewed an article and when, or that nobody has."""
    if article.last_reviewed is None:
        return _("not yet reviewed by a clinician")
    return _("reviewed by %(name)s, %(title)s, %(date)s") % {
        "name": article.reviewed_by,
        "title": article.reviewer_qualification,
        "date": date_format(article.last_reviewed),
    }


def row_of(article: Article) -> ArticleRow:
    sites = [BodySite(site) for site in article.body_sites if site in BodySite]
    return ArticleRow(
        slug=article.slug,
        title=article.post.title,
        url=reverse("knowledge:article", args=[article.slug]),
        summary=article.summary,
        minutes=article.minutes,
        review_line=review_line(article),
        tags=article.post.tag_slugs,
        where=", ".join(str(site.label) for site in sites[:PLACES_NAMED]),
        marker=marker_name(sites[0], "") if sites else "none",
    )


def public_articles(*kinds: ArticleKind) -> models.QuerySet[Article]:
    """Articles of these kinds whose post anybody may see, with the columns of a list."""
    public: PostQuerySet = Post.objects.public()
    return (
        Article.objects.filter(kind__in=kinds, post__in=public)
        .select_related("post")
        .defer("sources", "evidence", "facts", "headings")
        .fetch_mode(models.FETCH_RAISE)
    )


def home_articles() -> list[ArticleRow]:
    """Return the articles that the home page starts with, in one query."""
    found = {article.known_as: article for article in _home()}
    return [row_of(found[slug]) for slug in HOME_ARTICLES if slug in found]


@Prepared
def _home() -> models.QuerySet[Article]:
    chosen = public_articles(*GUIDES).filter(slugs__slug__in=HOME_ARTICLES)
    return chosen.annotate(known_as=F("slugs__slug"))


def list_kind(kind: ArticleKind) -> list[ArticleRow]:
    """Return all articles of a kind of which there are few (relief steps, stories), in one query."""
    return [row_of(article) for article in public_articles(kind).order_by("position", "pk")[:PAGE_SIZE]]


def load_relief_page() -> ReliefPage:
    """Return the relief steps by place, and the article that has them all, in two queries."""
    everything = public_articles(*ArticleKind).defer(None).filter(slug=RELIEF_SLUG).first()
    return ReliefPage(
        rows=list_kind(ArticleKind.RELIEF),
        all_in_one=row_of(everything) if everything else None,
        parts=[part for part in everything.headings if part["level"] == 3] if everything else [],
    )


def list_faq(cursor: str, words: str = "") -> Page[FaqEntry]:
    """Return one page of the frequent questions in their order, those that say the words, in one query."""
    articles = public_articles(ArticleKind.FAQ)
    if query := read_query(words):
        articles = articles.filter(_says(query))
    page = paginate(articles, IN_ORDER, cursor, size=FAQ_SIZE)
    entries = [
        FaqEntry(article.slug, article.post.title, article.post.body_html, article.post.tag_slugs)
        for article in page.rows
    ]
    return Page(entries, page.previous_cursor, page.next_cursor)


def _says(query: str) -> Q:
    """Articles with every word letter by letter, or with all of them in any form (the search index)."""
    letters = Q()
    for word in query.split()[:WORDS_MOST]:
        letters &= Q(post__title__icontains=word) | Q(post__body__icontains=word)
    forms = SearchQuery(query, config="english", search_type="websearch")
    return letters | Q(post__in=Document.objects.filter(vector=forms).values("post"))


def faq_entry_address(slug: str, reader: Actor) -> str:
    """Return where a frequent question is shown, in at most two queries; raises Http404.

    That is the page of all of them, as long as its first page holds this one.
    """
    article = get_article(slug, reader)
    on_its_own = reverse("knowledge:article", args=[slug])
    if article.kind != ArticleKind.FAQ or not article.post.is_public:
        return on_its_own
    before = Q(position__lt=article.position) | Q(position=article.position, pk__lt=article.pk)
    place = public_articles(ArticleKind.FAQ).filter(before)[:FAQ_SIZE].count()
    return f"{reverse('knowledge:faq')}#{slug}" if place < FAQ_SIZE else on_its_own


def get_article(slug: str, reader: Actor) -> Article:
    """Return an article that the reader may see, with its post, in one query; raises Http404."""
    found = _article(kind_of(reader), slug=slug, reader=reader.pk)
    if not found:
        raise Http404
    return found[0]


@Prepared
def _article(kind: ReaderKind) -> models.QuerySet[Article]:
    visible = Post.objects.visible_to(reader_of(kind))
    found = Article.objects.filter(slug=Slot("slug", models.CharField()), post__in=visible)
    return found.select_related("post").fetch_mode(models.FETCH_RAISE)


def load_article_page(article: Article, reader: Actor) -> ArticlePage:
    """Return the page of an article.

    Three queries more (to read next, what is related, comments), two for the reader's votes and following.
    """
    post = article.post
    thread = view_thread([post], reader)
    return ArticlePage(
        post=post,
        article=article,
        body_html=link_headings(post.body_html),
        review_line=review_line(article),
        related=_related(article),
        nearby=related_places(post.pk),
        evidence=[
            EvidenceNote(Certainty(one["certainty"]), one["claim"], one["note"]) for one in article.evidence
        ],
        comments=thread.comments.get(post.pk, []),
        viewed=thread.viewed[post.pk],
        followed=followed_topics(reader, post),
        updated_at=post.edited_at or post.created_at,
    )


def _related(article: Article) -> list[ArticleRow]:
    """Return the articles to read next, whatever their addresses have become, in one query."""
    return [row_of(other) for other in _articles_at(slugs=article.related)]


@Prepared
def _articles_at() -> models.QuerySet[Article]:
    chosen = ArticleSlug.objects.filter(Among("slug", "slugs", models.CharField())).values("article")
    return public_articles(*ArticleKind).filter(pk__in=chosen)


def present_slug(slug: str, reader: Actor) -> str | None:
    """Return the present address of an article that had this one and that the reader may see, in one query."""
    moved = ArticleSlug.objects.filter(slug=slug, article__post__in=Post.objects.visible_to(reader))
    return moved.exclude(article__slug=slug).values_list("article__slug", flat=True).first()
