"""Telling the rest of the site that a post has changed, in the transaction of the change."""

from collections.abc import Collection, Iterable

from django.conf import settings
from django.db.models import F
from django.tasks import Task
from django.utils import timezone
from django.utils.module_loading import import_string

from lib.inserting import change_later, insert_later, insert_many
from lib.statements import run
from posts.kinds import Kind
from posts.models import Post, PostChange

COUNTER_OF = {Kind.ANSWER: "answer_count", Kind.COMMENT: "comment_count"}
COUNTED = {
    "answer_count": "UPDATE posts_post SET answer_count = answer_count + 1 WHERE id = %s",
    "comment_count": "UPDATE posts_post SET comment_count = comment_count + 1 WHERE id = %s",
}
BUMP = "UPDATE posts_post SET version = version + 1 WHERE id = %s"
# What a reply changes in the root of its thread.
WAKE = "UPDATE posts_post SET version = version + 1, last_activity_at = %s"
WOKEN = {
    "": f"{WAKE} WHERE id = %s",
    "answer_count": f"{WAKE}, answer_count = answer_count + 1 WHERE id = %s",
    "comment_count": f"{WAKE}, comment_count = comment_count + 1 WHERE id = %s",
}


def announce(what: PostChange.What, root_id: int, post_ids: Iterable[int]) -> None:
    """Write one outbox row a post, bump the version of the thread's page, and wake the readers."""
    announce_many(what, [root_id], post_ids)


def announce_many(what: PostChange.What, root_ids: Collection[int], post_ids: Iterable[int]) -> None:
    """The same for posts of several threads."""
    posts = list(post_ids)
    if len(posts) == 1:
        insert_later(PostChange(post_id=posts[0], what=what))
    else:
        insert_many(PostChange, {"post": posts}, same={"what": what})
    if len(root_ids) == 1:
        bump_version(*root_ids)
    else:
        Post.objects.filter(pk__in=root_ids).update(version=F("version") + 1)
    _wake(settings.POST_CHANGE_TASKS)


def announce_new(post: Post) -> None:
    """Do the same for a new post, and count a reply where it belongs; the thread of a reply wakes up.

    Counts and version change with what else waits for the end of the action.
    """
    insert_later(PostChange(post_id=post.pk, what=PostChange.What.CREATED))
    counter = COUNTER_OF.get(post.kind, "")
    if post.is_root:
        change_later(post.pk, BUMP, [post.pk])
    elif post.parent_id == post.root_id:
        change_later(post.root_id, WOKEN[counter], [timezone.now(), post.root_id])
    else:
        change_later(post.parent_id, COUNTED[counter], [post.parent_id])
        change_later(post.root_id, WOKEN[""], [timezone.now(), post.root_id])
    _wake(settings.POST_CHANGE_TASKS)


def announce_roots(what: PostChange.What, root_ids: Iterable[int]) -> None:
    """Do the same for many questions and articles at once, which the caller has locked."""
    keys = list(root_ids)
    insert_many(PostChange, {"post": keys}, same={"what": what})
    Post.objects.filter(pk__in=keys).update(version=F("version") + 1)
    _wake(settings.POST_CHANGE_TASKS)


def announce_tags(slugs: Iterable[str]) -> None:
    """Wake those who follow what tags say, in the transaction of the change."""
    _wake(settings.TAG_CHANGE_TASKS, sorted(set(slugs)))


def _wake(tasks: list[str], *about: object) -> None:
    for path in tasks:
        reader: Task = import_string(path)
        reader.enqueue(*about)


def bump_version(root_id: int) -> None:
    """Make every cached copy of the thread's page stale."""
    run(BUMP, [root_id])
