"""Pictures that people upload, written anew: nothing of the file that was sent is kept but its dots."""

import io
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, features

from lib.errors import UserError
from lib.uploads import MAX_BYTES, TOO_LARGE

FORMATS = ("JPEG", "PNG", "WEBP", "GIF") + (("AVIF",) if features.check("avif") else ())
ACCEPT = "image/jpeg,image/png,image/webp,image/gif,image/avif"
FLAT_FORMATS = ("PNG", "GIF")
FLAT_COLORS = 256
MAX_PIXELS = 40_000_000
QUALITY = 82
CONTENT_TYPE = "image/webp"
UNREADABLE = _(
    "This file cannot be read as a picture. Please choose a JPEG, PNG, WebP, GIF or AVIF file that opens on your "
    "device."
)
TOO_MANY_PIXELS = _("The picture has more than 40 megapixels. Please make it smaller first.")


class ImageError(UserError):
    """A file that is not taken as a picture; the message says why, with the limit."""


@dataclass(frozen=True)
class EncodedImage:
    """A picture as the site stores it."""

    data: bytes
    width: int
    height: int
    content_type: str = CONTENT_TYPE


def reencode(file: BinaryIO, *, longest_side: int, square: bool = False) -> EncodedImage:
    """Return an uploaded picture upright, in sRGB, without metadata, no longer than `longest_side`, as WebP.

    `square` cuts the middle out and makes it exactly that long. What the file is, its first bytes decide.
    Raises ImageError.
    """
    if file.seek(0, io.SEEK_END) > MAX_BYTES:
        raise ImageError(TOO_LARGE)
    file.seek(0)
    try:
        with Image.open(file, formats=FORMATS) as image:
            _check_pixels(image)
            is_flat = image.format in FLAT_FORMATS
            return _encode(_prepare(image, longest_side, square=square), may_be_flat=is_flat)
    except Image.DecompressionBombError:
        raise ImageError(TOO_MANY_PIXELS) from None
    except ImageError:
        raise
    except Exception:
        # Decoders raise what they like at hostile bytes: OSError, SyntaxError, struct.error, zlib.error, ...
        raise ImageError(UNREADABLE) from None


def _check_pixels(image: Image.Image) -> None:
    """Refuse by the size that the file's head tells, before any of it is decoded."""
    if image.width * image.height > MAX_PIXELS:
        raise ImageError(TOO_MANY_PIXELS)


def _prepare(image: Image.Image, side: int, *, square: bool) -> Image.Image:
    # A large JPEG is decoded at a fraction of its size at once; no step makes a copy that it does not need.
    share = 2 * side / (min(image.size) if square else max(image.size))
    image.draft(None, (round(image.width * share), round(image.height * share)))
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    image = _in_srgb(image)
    if square:
        return ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS)
    image.thumbnail((side, side), Image.Resampling.LANCZOS)
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return the picture in RGB or RGBA; colors are converted by its own profile where it has a usable one."""
    profile = image.info.get("icc_profile")
    if image.mode in ("P", "PA", "LA", "1"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.mode.startswith("I"):
        # Sixteen bits a dot.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    wanted = "RGBA" if image.has_transparency_data else "RGB"
    if profile:
        with suppress(ImageCms.PyCMSError, OSError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=wanted
            )
    return image if image.mode == wanted else image.convert(wanted)


def _encode(image: Image.Image, *, may_be_flat: bool) -> EncodedImage:
    """Write the dots into a new file; drawings of few colors without loss if that is smaller."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    data = _webp(bare, quality=QUALITY, method=4)
    if may_be_flat and bare.getcolors(FLAT_COLORS) is not None:
        data = min(data, _webp(bare, lossless=True, quality=80, method=4), key=len)
    return EncodedImage(data, bare.width, bare.height)


def _webp(image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", exif=b"", xmp=b"", icc_profile=b"", **options)
    return out.getvalue()
