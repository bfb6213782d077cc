"""Addresses of posts, whatever their kind."""

from django.urls import reverse

from posts.kinds import Kind
from posts.models import Post


def path_of(post: Post) -> str:
    """Return the address of a question or article, or the permalink of a reply."""
    if post.kind == Kind.QUESTION:
        return reverse("qa:question", args=[post.pk, post.slug])
    if post.kind == Kind.ARTICLE:
        return reverse("knowledge:article", args=[post.slug])
    return reverse("posts:permalink", args=[post.pk])
