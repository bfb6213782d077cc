"""What kind of document a file is, by its content: names and what a browser says prove nothing."""

import io
import warnings

from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError

PDF_END_WITHIN = 2_048


class DocumentKind(models.TextChoices):
    """The kinds of documents that are taken, as the web names them."""

    PDF = "application/pdf", _("PDF")
    JPEG = "image/jpeg", _("JPEG")
    PNG = "image/png", _("PNG")


ENDINGS = {DocumentKind.PDF: "pdf", DocumentKind.JPEG: "jpg", DocumentKind.PNG: "png"}


def kind_of_document(data: bytes) -> DocumentKind | None:
    """Return the kind of a whole file; None for anything that is not a complete PDF, JPEG or PNG."""
    if data.startswith(b"%PDF-"):
        return DocumentKind.PDF if b"%%EOF" in data[-PDF_END_WITHIN:] else None
    return _kind_of_picture(data)


def _kind_of_picture(data: bytes) -> DocumentKind | None:
    """Read the picture's header; one that would need too much memory counts as none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as picture:
                kind = DocumentKind(Image.MIME[picture.format or ""])
                picture.verify()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    except Image.DecompressionBombWarning:
        return None
    return kind
