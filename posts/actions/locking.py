"""Taking row locks in the one order that all actions keep: root post, then post, then user."""

from django.db import models
from django.db.models import F, Q, Subquery
from django.http import Http404

from accounts.models import User
from lib.prepared import Prepared, Slot
from posts.models import Post
from posts.querysets import PostQuerySet


def lock_thread(post_id: int) -> tuple[Post, Post]:
    """Lock the root of a post and then the post; return both, fresh (the same object for a root).

    One query. Raises Http404 when the post is gone.
    """
    found = {post.pk: post for post in _locked(post=post_id)}
    post = found.get(post_id)
    if post is None:
        raise Http404
    if post.root_id is None:
        return post, post
    root = found.get(post.root_id)
    if root is None:
        # It has moved to another thread while we waited.
        return lock_thread(post_id)
    post.root = root
    if post.parent_id == root.pk:
        post.parent = root
    return root, post


def lock_seen(actor: User, post_id: int) -> tuple[Post, Post]:
    """The same for a post that nobody has read yet: also raises Http404 where the actor may not see it."""
    root, post = lock_thread(post_id)
    if not post.is_public and not Post.objects.visible_to(actor).filter(pk=post_id).exists():
        raise Http404
    return root, post


def lock_threads_of(post_id: int, other_id: int | None = None) -> tuple[Post, Post | None]:
    """Lock the threads of a post and of another one, if there is one, in the order of their keys; return the posts.

    Two threads come into it where one question leads to another: both keys are then those of roots.
    """
    keys = sorted({post_id} if other_id is None else {post_id, other_id})
    locked = {key: lock_thread(key)[1] for key in keys}
    return locked[post_id], locked.get(other_id)


@Prepared
def _locked() -> PostQuerySet:
    """A post and its root, which comes and is locked first."""
    key = Slot("post", models.BigAutoField())
    root = Subquery(Post.objects.filter(pk=key).values("root_id")[:1])
    thread = Post.objects.filter(Q(pk=key) | Q(pk=root)).select_related("author", "parent")
    return thread.select_for_update(no_key=True, of=("self",)).order_by(F("root_id").asc(nulls_first=True))
