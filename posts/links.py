"""Addresses of posts, whatever their kind."""

from lib.compiled_templates.addresses import address
from posts.kinds import Kind
from posts.models import Post


def path_of(post: Post) -> str:
    """Return the address of a question or article, or the permalink of a reply."""
    if post.kind == Kind.QUESTION:
        return address("qa:question", post.pk, post.slug)
    if post.kind == Kind.ARTICLE:
        return address("knowledge:article", post.slug)
    return address("posts:permalink", post.pk)
