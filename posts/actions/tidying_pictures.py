"""Removing pictures that nothing shows, and telling pictures of articles which article shows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lib.media import PICTURE_LINK
from posts.actions.removing_pictures import remove_pictures
from posts.kinds import Kind
from posts.models import Picture

KEPT_UNUSED = timedelta(days=7)

# The keys of the articles that show each picture, none where something else does.
type Uses = Mapping[UUID, set[int]]


def find_uses(texts: Iterable[tuple[int | None, str]]) -> Uses:
    """Return what uses each picture, from (article or None, text) pairs, however the text refers to it."""
    uses: dict[UUID, set[int]] = defaultdict(set)
    for article_id, text in texts:
        for match in PICTURE_LINK.finditer(text):
            uses[UUID(match[1])].update([article_id] if article_id else [])
    return dict(uses)


@transaction.atomic
def tidy_pictures(seen: Mapping[UUID, int | None], uses: Uses) -> int:
    """Bring these pictures up to date with what uses them; return how many are removed.

    `seen` says on which post each one hung before the texts were read: what has found a post since then stays. A
    picture without any use is kept for a week after its upload: someone may still be writing.
    """
    found = Picture.objects.select_for_update(of=("self",)).select_related("post").filter(key__in=seen)
    pictures = [picture for picture in found.order_by("key") if picture.post_id == seen[picture.key]]
    _connect(pictures, uses)
    oldest = timezone.now() - KEPT_UNUSED
    unused = [picture.key for picture in pictures if picture.key not in uses and picture.created_at < oldest]
    return remove_pictures(Picture.objects.filter(key__in=unused))


def _connect(pictures: list[Picture], uses: Uses) -> None:
    """Let a picture hang on an article that shows it; members' pictures never change their post."""
    moved = [picture for picture in pictures if _is_elsewhere(picture, uses.get(picture.key, set()))]
    for picture in moved:
        picture.post_id = min(uses[picture.key])
    Picture.objects.bulk_update(moved, ["post"])


def _is_elsewhere(picture: Picture, articles: set[int]) -> bool:
    if not articles or picture.post_id in articles:
        return False
    return picture.post is None or picture.post.kind == Kind.ARTICLE
