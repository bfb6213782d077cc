"""Names and addresses of the files that people upload; a name follows from the file's key, without a query."""

import re
from uuid import UUID

from django.conf import settings

KEY = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
SIDE = r"[1-9][0-9]{0,3}"
PICTURE_LINK = re.compile(rf"picture:({KEY})-({SIDE})x({SIDE})")
PICTURE_NAME = re.compile(rf"pictures/[0-9a-f]{{2}}/({KEY})-{SIDE}x{SIDE}(?:-small)?\.webp")
# The longest side of a thumbnail.
THUMBNAIL_SIDE = 640
SHOWN = re.compile(rf'<img src="[^"]*/{PICTURE_NAME.pattern}"')
AVATAR_NAME = re.compile(rf"avatars/[0-9a-f]{{2}}/{KEY}\.webp")
# Every file that the site serves under MEDIA_URL.
PUBLIC_NAME = re.compile(rf"{PICTURE_NAME.pattern}|{AVATAR_NAME.pattern}")


def picture_name(key: UUID | str, width: int, height: int, *, small: bool = False) -> str:
    """Return the name of a picture's file, or of its thumbnail, in the storage."""
    text = str(key)
    return f"pictures/{text[:2]}/{text}-{width}x{height}{'-small' if small else ''}.webp"


def thumbnail_size(width: int, height: int) -> tuple[int, int]:
    """Return the sides of the thumbnail of a picture of this size."""
    longest = max(width, height, THUMBNAIL_SIDE)
    return max(1, round(width * THUMBNAIL_SIDE / longest)), max(1, round(height * THUMBNAIL_SIDE / longest))


def avatar_name(key: UUID | str) -> str:
    """Return the name of an avatar's file in the storage."""
    text = str(key)
    return f"avatars/{text[:2]}/{text}.webp"


def media_url(name: str) -> str:
    """Return the address at which the site serves an uploaded file, whatever storage holds it."""
    return f"{settings.MEDIA_URL}{name}"


def shown_pictures(html: str) -> list[UUID]:
    """Return the keys of the uploaded pictures that rendered HTML shows, each once, in order.

    Only a picture begins like this: elsewhere `<` is written as an entity, or the quotation mark is.
    """
    keys = SHOWN.findall(html)
    return [UUID(key) for key in dict.fromkeys(keys)]
