"""Telling the rest of the site that a post has changed, in the transaction of the change."""

from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.db.models import F
from django.tasks import Task
from django.utils.module_loading import import_string

from lib.inserting import insert_many
from posts.models import Post, PostChange


def announce(what: PostChange.What, root_id: int, post_ids: Iterable[int], **changes: Any) -> None:
    """Write one outbox row a post, bump the version of the thread's page, and wake the readers.

    `changes` are other columns of the root, which change with it.
    """
    announce_many(what, [root_id], post_ids, **changes)


def announce_many(
    what: PostChange.What, root_ids: Collection[int], post_ids: Iterable[int], **changes: Any
) -> None:
    """The same for posts of several threads."""
    insert_many(PostChange, {"post": list(post_ids)}, same={"what": what})
    Post.objects.filter(pk__in=root_ids).update(version=F("version") + 1, **changes)
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
    Post.objects.filter(pk=root_id).update(version=F("version") + 1)
