"""Uploading pictures for what one writes."""

import io
import uuid
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.images import EncodedImage, reencode
from lib.media import THUMBNAIL_SIDE
from lib.pace import refuse_more_an_hour
from posts import rules
from posts.models import Picture
from posts.models.picture import LONGEST_SIDE

MOST_AN_HOUR = 40


@transaction.atomic
def upload_picture(actor: User, file: BinaryIO, *, alt: str) -> Picture:
    """Store a picture and its thumbnail, both written anew; return it.

    Raises PermissionDenied, LimitError (too many within an hour), ImageError (not a picture, too large).
    """
    require(rules.can_upload_picture(actor))
    # Two uploads of one person wait for each other, so that the count is right.
    actor = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    _check_pace(actor)
    image = reencode(file, longest_side=LONGEST_SIDE)
    small = reencode(io.BytesIO(image.data), longest_side=THUMBNAIL_SIDE)
    key = uuid.uuid4()
    record(actor, "picture.uploaded", actor, picture=str(key))
    # Last, because files are not taken back when the transaction is.
    return Picture.objects.create(
        key=key,
        uploader=actor,
        file=_content(image),
        thumbnail=_content(small),
        width=image.width,
        height=image.height,
        byte_size=len(image.data),
        alt=alt,
    )


def _check_pace(actor: User) -> None:
    newest = (
        Picture.objects.filter(uploader=actor).order_by("-created_at").values_list("created_at", flat=True)
    )
    refuse_more_an_hour(newest, MOST_AN_HOUR, _("You can upload %(most)d pictures within an hour."))


def _content(image: EncodedImage) -> ContentFile:
    """Return the bytes as a file; the model names it."""
    return ContentFile(image.data, name="picture.webp")
