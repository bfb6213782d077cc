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
# By the memory that decoding takes, at most some 250 MB: WebP and AVIF come as several copies of all dots.
MAX_PIXELS = 40_000_000
MAX_PIXELS_COPIED = 13_000_000
COPYING_FORMATS = ("WEBP", "AVIF")
BAND_PIXELS = 2_000_000
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
QUALITY = 82
CONTENT_TYPE = "image/webp"
UNREADABLE = _(
    "This file cannot be read as a picture. Please choose a JPEG, PNG, WebP, GIF or AVIF file that opens on your "
    "device."
)
TOO_MANY_PIXELS = _(
    "The picture has more than 40 megapixels, or more than 13 as WebP or AVIF. Please make it smaller first."
)


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
    most = MAX_PIXELS_COPIED if image.format in COPYING_FORMATS else MAX_PIXELS
    if image.width * image.height > most:
        raise ImageError(TOO_MANY_PIXELS)


def _prepare(image: Image.Image, side: int, *, square: bool) -> Image.Image:
    # A large JPEG is decoded at a fraction of its size at once.
    smaller = min(image.size) if square else max(image.size)
    image.draft(None, (round(image.width * 2 * side / smaller), round(image.height * 2 * side / smaller)))
    image.load()
    small = _in_srgb(_reduced(image, side, square=square), image.info.get("icc_profile"))
    turn = UPRIGHT.get(image.getexif().get(ORIENTATION))
    small = small if turn is None else small.transpose(turn)
    if square:
        return ImageOps.fit(small, (side, side), Image.Resampling.LANCZOS)
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return small


def _reduced(image: Image.Image, side: int, *, square: bool) -> Image.Image:
    """Return the picture, at least twice as long as wanted where it was, in plain colors.

    Band by band, so that the whole picture is never there twice.
    """
    factor = max(1, (min(image.size) if square else max(image.size)) // (2 * side))
    height = factor * max(1, BAND_PIXELS // (image.width * factor))
    bands = [
        _plain(image.crop((0, top, image.width, min(image.height, top + height)))).reduce(factor)
        for top in range(0, image.height, height)
    ]
    small = Image.new(bands[0].mode, (bands[0].width, sum(band.height for band in bands)))
    for number, band in enumerate(bands):
        small.paste(band, (0, number * bands[0].height))
    return small


def _plain(band: Image.Image) -> Image.Image:
    """Return a part of a picture without palette and with eight bits a color."""
    if band.mode in ("P", "PA", "LA", "1"):
        return band.convert("RGBA" if band.has_transparency_data else "RGB")
    if band.mode.startswith("I"):
        return band.convert("I").point(lambda value: value / 256).convert("L")
    if band.mode == "RGB" and band.has_transparency_data:
        return band.convert("RGBA")
    return band


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in RGB or RGBA; colors are converted by its own profile where it has a usable one."""
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
