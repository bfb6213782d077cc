"""Pictures of a person, and the texts that show pictures."""

from collections.abc import Iterator
from uuid import UUID

from accounts.models import User
from posts.models import Picture, Post, Revision

MARK = "](picture:"


def own_picture(person: User, key: str) -> Picture | None:
    """Return what the person has uploaded under this key, in one query; None for anything else."""
    try:
        return Picture.objects.filter(uploader=person, key=UUID(key)).first()
    except ValueError:
        return None


def texts_with_pictures() -> Iterator[tuple[int, str]]:
    """Return (post, text) of everything that shows a picture now or in its history, in two queries.

    What posts say now comes last.
    """
    for table, text_of in ((Revision, "post_id"), (Post, "pk")):
        found = table.objects.filter(body__contains=MARK).values_list(text_of, "body")
        yield from found.iterator(chunk_size=500)
