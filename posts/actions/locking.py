"""Taking row locks in the one order that all actions keep: root post, then post, then user."""

from django.http import Http404

from posts.models import Post


def lock_thread(post_id: int) -> tuple[Post, Post]:
    """Lock the root of a post and then the post; return both, fresh (the same object for a root).

    Raises Http404 when the post is gone.
    """
    root_id = Post.objects.filter(pk=post_id).values_list("root_id", flat=True).first()
    root = _lock(root_id or post_id)
    if root_id is None:
        return root, root
    post = _lock(post_id)
    if post.root_id != root.pk:
        # It has moved to another thread while we waited.
        return lock_thread(post_id)
    post.root = root
    return root, post


def lock_threads_of(post_id: int, other_id: int | None = None) -> tuple[Post, Post | None]:
    """Lock the threads of a post and of another one, if there is one, in the order of their keys; return the posts.

    Two threads come into it where one question leads to another: both keys are then those of roots.
    """
    keys = sorted({post_id} if other_id is None else {post_id, other_id})
    locked = {key: lock_thread(key)[1] for key in keys}
    return locked[post_id], locked.get(other_id)


def _lock(post_id: int) -> Post:
    post = (
        Post.objects.select_for_update(no_key=True, of=("self",))
        .select_related("author", "parent")
        .filter(pk=post_id)
        .first()
    )
    if post is None:
        raise Http404
    return post
