"""Editing an article on the site."""

from dataclasses import asdict

from django.db import transaction

from accounts.models import User
from knowledge.models import Article
from lib.markdown import render_article
from posts.actions.editing import Edit, edit_post
from posts.models import Post


@transaction.atomic
def edit_article(actor: User, article: Article, edit: Edit, *, summary: str) -> Post:
    """Give an article a new text and summary; its contents list follows. Raises PermissionDenied, UserError."""
    post = edit_post(actor, article.post, edit)
    _html, headings = render_article(post.body)
    Article.objects.filter(pk=article.pk).update(
        summary=summary,
        headings=[asdict(heading) for heading in headings],
        word_count=len(post.body.split()),
    )
    return post
