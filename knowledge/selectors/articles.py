"""Lists of articles, one article, and the frequent questions."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.rules import Actor
from knowledge.models import Article, ArticleKind
from lib.pagination import Order, Page, paginate
from moderation.selectors.rights import Viewed, view_thread
from notifications.selectors.subscriptions import follows
from posts.models import Post
from posts.querysets import PostQuerySet
from posts.selectors.thread import Comment

PAGE_SIZE = 40
GUIDES = (ArticleKind.ARTICLE, ArticleKind.TYPES)
HOME_ARTICLES = ("night-leg-cramps", "back-and-neck-spasms", "muscle-twitching", "medicines-and-cramps")


@dataclass(frozen=True)
class ArticleRow:
    """What a list shows of an article."""

    title: str
    url: str
    summary: str
    minutes: int
    review_line: str
    tags: list[str]


@dataclass(frozen=True)
class FaqEntry:
    """A frequent question with its answer."""

    slug: str
    title: str
    body_html: str
    tags: list[str]


@dataclass(frozen=True)
class ArticlePage:
    """One article as one reader sees it."""

    post: Post
    article: Article
    review_line: str
    related: list[ArticleRow]
    comments: list[Comment]
    viewed: Viewed
    is_followed: bool
    updated_at: datetime


def review_line(article: Article) -> str:
    """Say who reviewed an article and when, or that nobody has."""
    if article.last_reviewed is None:
        return _("not yet reviewed by a clinician")
    return _("reviewed by %(name)s, %(title)s, %(date)s") % {
        "name": article.reviewed_by,
        "title": article.reviewer_qualification,
        "date": date_format(article.last_reviewed),
    }


def _row(article: Article) -> ArticleRow:
    return ArticleRow(
        title=article.post.title,
        url=reverse("knowledge:article", args=[article.slug]),
        summary=article.summary,
        minutes=article.minutes,
        review_line=review_line(article),
        tags=article.post.tag_slugs,
    )


def _public(*kinds: ArticleKind) -> models.QuerySet[Article]:
    """Articles of these kinds whose post anybody may see, with the columns of a list."""
    public: PostQuerySet = Post.objects.public()
    return (
        Article.objects.filter(kind__in=kinds, post__in=public)
        .select_related("post")
        .defer("sources", "facts", "headings")
        .fetch_mode(models.FETCH_RAISE)
    )


def list_articles(cursor: str) -> Page[ArticleRow]:
    """Return one page of the articles in their given order, in one query."""
    page = paginate(_public(*GUIDES), Order("position", descending=False), cursor, size=PAGE_SIZE)
    return Page([_row(article) for article in page.rows], page.previous_cursor, page.next_cursor)


def home_articles() -> list[ArticleRow]:
    """Return the articles that the home page starts with, in one query."""
    found = {article.slug: article for article in _public(*GUIDES).filter(slug__in=HOME_ARTICLES)}
    return [_row(found[slug]) for slug in HOME_ARTICLES if slug in found]


def list_kind(kind: ArticleKind) -> list[ArticleRow]:
    """Return all articles of a kind of which there are few (relief steps, stories), in one query."""
    return [_row(article) for article in _public(kind).order_by("position", "pk")[:PAGE_SIZE]]


def list_faq(cursor: str) -> Page[FaqEntry]:
    """Return one page of the frequent questions in their given order, in one query."""
    page = paginate(_public(ArticleKind.FAQ), Order("position", descending=False), cursor, size=PAGE_SIZE)
    entries = [
        FaqEntry(article.slug, article.post.title, article.post.body_html, article.post.tag_slugs)
        for article in page.rows
    ]
    return Page(entries, page.previous_cursor, page.next_cursor)


def get_article(slug: str, reader: Actor) -> Article:
    """Return an article that the reader may see, with its post, in one query; raises Http404."""
    articles = Article.objects.filter(slug=slug, post__in=Post.objects.visible_to(reader))
    article = articles.select_related("post").fetch_mode(models.FETCH_RAISE).first()
    if article is None:
        raise Http404
    return article


def load_article_page(article: Article, reader: Actor) -> ArticlePage:
    """Return the page of an article: two queries more (related, comments), two for the reader's votes and following."""
    post = article.post
    thread = view_thread([post], reader)
    return ArticlePage(
        post=post,
        article=article,
        review_line=review_line(article),
        related=[_row(other) for other in _public(*ArticleKind).filter(slug__in=article.related)],
        comments=thread.comments.get(post.pk, []),
        viewed=thread.viewed[post.pk],
        is_followed=follows(reader, post),
        updated_at=post.edited_at or post.created_at,
    )
