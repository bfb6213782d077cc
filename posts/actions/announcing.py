"""Telling the rest of the site that a post has changed, in the transaction of the change."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import F
from django.tasks import Task
from django.utils.module_loading import import_string

from posts.models import Post, PostChange


def announce(what: PostChange.What, root_id: int, post_ids: Iterable[int]) -> None:
    """Write one outbox row a post, bump the version of the thread's page, and wake the readers."""
    PostChange.objects.bulk_create(PostChange(post_id=pk, what=what) for pk in post_ids)
    bump_version(root_id)
    for path in settings.POST_CHANGE_TASKS:
        reader: Task = import_string(path)
        reader.enqueue()


def bump_version(root_id: int) -> None:
    """Make every cached copy of the thread's page stale."""
    Post.objects.filter(pk=root_id).update(version=F("version") + 1)
