"""Connecting pictures with the posts that show them, and removing those that nothing shows."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from lib.media import PICTURE_LINK
from posts.models import Picture

KEPT_UNUSED = timedelta(days=7)


def find_uses(texts: Iterable[tuple[int, str]]) -> dict[UUID, int]:
    """Return which post uses each picture, from (post, text) pairs; of several the last."""
    return {UUID(match[1]): post_id for post_id, text in texts for match in PICTURE_LINK.finditer(text)}


@transaction.atomic
def tidy_pictures(keys: Iterable[UUID], uses: Mapping[UUID, int]) -> int:
    """Bring these pictures up to date with what uses them; return how many are removed.

    A picture without any use is kept for a week after its upload: someone may still be writing.
    """
    pictures = list(Picture.objects.select_for_update().filter(key__in=keys).order_by("key"))
    _connect(pictures, uses)
    oldest = timezone.now() - KEPT_UNUSED
    unused = [picture for picture in pictures if picture.key not in uses and picture.created_at < oldest]
    Picture.objects.filter(key__in=[picture.key for picture in unused]).delete()
    names = [name for picture in unused for name in (picture.file.name, picture.thumbnail.name)]
    transaction.on_commit(partial(_delete_files, names))
    return len(unused)


def _connect(pictures: list[Picture], uses: Mapping[UUID, int]) -> None:
    moved = [picture for picture in pictures if picture.post_id != uses.get(picture.key)]
    for picture in moved:
        picture.post_id = uses.get(picture.key)
    Picture.objects.bulk_update(moved, ["post"])


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
