"""Removing pictures with their files."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from posts.models import Picture, Post


def remove_pictures(pictures: QuerySet[Picture]) -> int:
    """Delete pictures, and their files as soon as the transaction has held; return how many."""
    found = list(pictures.select_for_update(of=("self",)).order_by("key"))
    Picture.objects.filter(key__in=[picture.key for picture in found]).delete()
    names = [name for picture in found for name in (picture.file.name, picture.thumbnail.name)]
    if names:
        transaction.on_commit(partial(_delete_files, names))
    return len(found)


def remove_pictures_of(post: Post) -> None:
    """Remove what hangs on a locked post of which the text is erased."""
    remove_pictures(Picture.objects.filter(post=post))


def remove_unused_pictures(person: User) -> None:
    """Remove what somebody has uploaded and no text shows."""
    remove_pictures(Picture.objects.filter(uploader=person, post=None))


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
