"""Giving an article a new address; the former ones keep leading to it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from knowledge import rules
from knowledge.models import Article, ArticleSlug
from lib.errors import UserError
from posts.actions.announcing import announce
from posts.actions.locking import lock_thread
from posts.models import Post, PostChange


@transaction.atomic
def move_article(actor: User, article: Article, slug: str) -> Article:
    """Make a slug the article's address; nothing happens when it is that already.

    Raises PermissionDenied, UserError (field "slug") when it belongs to another article.
    """
    require(rules.can_move(actor, article))
    lock_thread(article.pk)
    article = Article.objects.select_for_update(of=("self",)).select_related("post").get(pk=article.pk)
    if slug == article.slug:
        return article
    record(actor, "article.moved", article.post, from_slug=article.slug, to_slug=slug)
    keep_slugs(article, [slug])
    set_slug(article, slug)
    announce(PostChange.What.EDITED, article.pk, [article.pk])
    article.refresh_from_db()
    return article


def keep_slugs(article: Article, slugs: Iterable[str]) -> None:
    """Make slugs the article's for ever; raises UserError when one belongs to another article."""
    wanted = list(slugs)
    ArticleSlug.objects.bulk_create(
        (ArticleSlug(slug=slug, article=article) for slug in wanted), ignore_conflicts=True
    )
    foreign = ArticleSlug.objects.filter(slug__in=wanted).exclude(article=article).order_by("slug").first()
    if foreign:
        message = _("The address “%(slug)s” belongs to another article, now or earlier.")
        raise UserError(message % {"slug": foreign.slug}, field="slug")


def set_slug(article: Article, slug: str) -> None:
    """Store one of the article's own slugs as its address, and as its post's, whose links are made of it."""
    Article.objects.filter(pk=article.pk).update(slug=slug)
    Post.objects.filter(pk=article.pk).update(slug=slug)
