"""lib.images: what is taken as a picture, and what is left of it"""

import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from lib.images import COPYING_FORMATS, FORMATS, MAX_PIXELS, ImageError, reencode
from lib.uploads import MAX_BYTES
from tests.lib.pictures import SECRET, image_bytes, noise_bytes

ROOT = Path(__file__).resolve().parents[2]
EXIF_ORIENTATION, EXIF_GPS, EXIF_MAKER = 0x0112, 0x8825, 0x010F
DAMAGES = st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=6)), max_size=8)
PICTURES = {kind: noise_bytes(kind, (40, 30)) for kind in FORMATS}


def again(data, side=100, **options):
    return reencode(io.BytesIO(data), longest_side=side, **options)


def opened(encoded):
    image = Image.open(io.BytesIO(encoded.data))
    image.load()
    return image


def size_after(data):
    """Return the size of what becomes of a file; None when it is refused."""
    try:
        return opened(again(data)).size
    except ImageError:
        return None


def refused(data, **options):
    with pytest.raises(ImageError) as caught:
        again(data, **options)
    return str(caught.value.message)


@pytest.mark.parametrize("kind", FORMATS)
def test_each_format_becomes_webp(kind):
    encoded = again(PICTURES[kind])

    image = opened(encoded)
    assert image.format == "WEBP"
    assert encoded.content_type == "image/webp"
    assert (encoded.width, encoded.height) == image.size == (40, 30)


@pytest.mark.parametrize(
    ("size", "expected"),
    [((400, 200), (100, 50)), ((200, 400), (50, 100)), ((5000, 2), (100, 1)), ((7, 5), (7, 5))],
)
def test_a_picture_is_made_smaller_but_never_larger(size, expected):
    encoded = again(image_bytes(size=size))

    assert (encoded.width, encoded.height) == expected


@pytest.mark.parametrize("size", [(400, 200), (3, 900), (1, 1)])
def test_a_square_is_exactly_as_long_as_asked(size):
    assert opened(again(image_bytes(size=size), square=True)).size == (100, 100)


def test_of_a_moving_picture_the_first_frame_is_kept():
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])

    image = opened(again(out.getvalue()))

    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((5, 5))[0] > 200


def with_metadata(kind):
    """Return a picture with a place, a maker, XMP and a comment in it."""
    exif = Image.Exif()
    exif[EXIF_MAKER] = SECRET.decode()
    exif[EXIF_GPS] = {1: "N", 2: (59.0, 54.0, 50.0), 29: SECRET.decode()}
    extra = {"JPEG": {"comment": SECRET, "xmp": SECRET}, "WEBP": {"xmp": SECRET}}.get(kind, {})
    return noise_bytes(kind, exif=exif.tobytes(), **extra)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", *(["AVIF"] if "AVIF" in FORMATS else [])])
def test_the_place_and_all_other_metadata_are_gone(kind):
    data = with_metadata(kind)
    assert SECRET in data

    encoded = again(data)

    image = opened(encoded)
    assert SECRET not in encoded.data
    assert not dict(image.getexif())
    assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys()
    assert not any(mark in encoded.data for mark in (b"EXIF", b"XMP ", b"ICCP", b"Exif"))


@settings(max_examples=40, deadline=None)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    tags=st.dictionaries(
        st.sampled_from([EXIF_MAKER, 0x0110, 0x0132, 0x8298, 0x927C, 0x9286]), st.text(max_size=40)
    ),
    place=st.tuples(*[st.floats(0, 179)] * 3),
    words=st.binary(min_size=1, max_size=200),
)
def test_what_is_kept_does_not_depend_on_what_the_file_says_beside_its_dots(kind, tags, place, words):
    exif = Image.Exif()
    for tag, text in tags.items():
        exif[tag] = text
    exif[EXIF_GPS] = {1: "N", 2: place, 3: "E", 4: place}
    said = {"JPEG": {"comment": words, "xmp": words}, "WEBP": {"xmp": words}}.get(kind, {})
    image = Image.open(io.BytesIO(PICTURES[kind])).convert("RGB")
    bare, telling = io.BytesIO(), io.BytesIO()
    image.save(bare, kind)
    image.save(telling, kind, exif=exif.tobytes(), **said)

    assert telling.getvalue() != bare.getvalue()
    assert again(telling.getvalue()) == again(bare.getvalue())


def test_text_in_a_png_is_gone():
    text = PngInfo()
    text.add_text("Comment", SECRET.decode())
    data = image_bytes(pnginfo=text)
    assert SECRET in data

    assert SECRET not in again(data).data


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright(orientation):
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = orientation
    image = Image.new("RGB", (80, 40), "white")
    image.paste("black", (0, 0, 40, 20))
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif.tobytes(), quality=95)

    upright = opened(again(out.getvalue())).convert("L")

    assert upright.size == ((80, 40) if orientation < 5 else (40, 80))
    dark_corner = {1: (10, 10), 2: (70, 10), 3: (70, 30), 4: (10, 30)}
    dark_corner |= {5: (10, 10), 6: (30, 10), 7: (30, 70), 8: (10, 70)}
    assert upright.getpixel(dark_corner[orientation]) < 60
    light = tuple(
        length - 1 - place for length, place in zip(upright.size, dark_corner[orientation], strict=True)
    )
    assert upright.getpixel(light) > 200


def test_colors_of_a_profile_are_converted():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")

    red, _green, blue = opened(again(image_bytes(color=(200, 30, 30), icc_profile=swapped))).getpixel(
        (20, 20)
    )

    assert blue > 180
    assert red < 60


def test_a_profile_that_makes_no_sense_is_dropped():
    encoded = again(image_bytes("PNG", icc_profile=b"no profile at all" * 20))

    assert opened(encoded).size == (60, 40)


@pytest.mark.parametrize(
    ("mode", "color", "kind"),
    [
        ("L", 200, "PNG"), ("1", 1, "PNG"), ("P", 3, "PNG"), ("LA", (200, 90), "PNG"), ("RGBA", (9, 9, 9, 0), "PNG"),
        ("CMYK", (0, 0, 0, 0), "JPEG"), ("L", 200, "JPEG"), ("P", 3, "GIF"),
    ],
)  # fmt: skip
def test_every_kind_of_colors_can_be_read(mode, color, kind):
    assert opened(again(image_bytes(kind, mode=mode, color=color))).mode in ("RGB", "RGBA")


def test_gray_of_sixteen_bits_keeps_its_brightness():
    image = opened(again(image_bytes("PNG", mode="I;16", color=128 * 256)))

    assert 120 < image.convert("L").getpixel((10, 10)) < 136


def test_transparency_stays():
    image = opened(again(image_bytes("PNG", mode="RGBA", color=(255, 0, 0, 0))))

    assert image.mode == "RGBA"
    assert image.getpixel((10, 10))[3] == 0


def test_a_flat_drawing_loses_nothing():
    drawing = Image.new("RGB", (90, 60), "white")
    for place in range(0, 90, 7):
        drawing.paste((11, 95, 92), (place, 0, place + 2, 60))
    out = io.BytesIO()
    drawing.save(out, "PNG")

    image = opened(again(out.getvalue())).convert("RGB")

    assert image.tobytes() == drawing.tobytes()


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"]
)
def test_what_only_begins_like_a_picture_is_refused(data):
    assert "cannot be read as a picture" in refused(data)


@pytest.mark.parametrize(
    "data",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<?xml version='1.0'?><svg/>",
        b"%PDF-1.7 ...",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        image_bytes("TIFF"),
        image_bytes("BMP"),
        image_bytes("ICO"),
        b"<html><script>alert(1)</script></html>" + image_bytes("JPEG"),
    ],
)
def test_other_formats_are_refused_whatever_they_are_called(data):
    assert "JPEG, PNG, WebP, GIF or AVIF" in refused(data)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused_or_becomes_a_picture(kind, share):
    whole = PICTURES[kind]

    assert size_after(whole[: int(len(whole) * share)]) in (None, (40, 30))


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from(FORMATS), places=DAMAGES)
def test_a_damaged_file_is_refused_or_becomes_a_picture_and_nothing_else(kind, places):
    data = bytearray(PICTURES[kind])
    for place, new in places:
        place %= len(data)
        data[place : place + len(new)] = new

    size = size_after(bytes(data))

    assert size is None or max(size) <= 100


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_be_refused(data):
    assert refused(data)


def test_what_hangs_on_a_picture_is_cut_off():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("run.sh", "rm -rf")
    page = b"<html><script>alert(1)</script></html>"

    encoded = [again(image_bytes("PNG") + archive.getvalue()), again(noise_bytes("JPEG") + page)]
    commented = again(noise_bytes("JPEG", comment=page))

    for one in (*encoded, commented):
        assert b"<script" not in one.data
        assert b"PK\x03\x04" not in one.data
        assert b"run.sh" not in one.data


def png_of_size(width, height, rows=b""):
    """Return a PNG that says it is that large, whatever it holds."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("width", "height"), [(8_000, 5_001), (20_000, 20_000), (100_000, 100_000)])
def test_a_bomb_is_refused_by_the_size_it_tells(width, height):
    assert "more than 40 megapixels" in refused(png_of_size(width, height))


@pytest.mark.parametrize("kind", COPYING_FORMATS)
def test_formats_that_are_decoded_in_copies_may_hold_fewer_dots(kind):
    small, large = (image_bytes(kind, size=(4_000, height)) for height in (3_250, 3_251))

    assert again(small).width == 100
    assert "13 as WebP or AVIF" in refused(large)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P"])
def test_a_large_picture_has_no_seams(monkeypatch, mode):
    monkeypatch.setattr("lib.images.BAND_PIXELS", 20_000)
    picture = Image.linear_gradient("L").resize((1_500, 1_100)).convert(mode)
    out = io.BytesIO()
    picture.save(out, "PNG")
    expected = picture.convert("L").resize((100, 73), Image.Resampling.LANCZOS)

    image = opened(again(out.getvalue())).convert("L")

    assert image.size == (100, 73)
    far = max(abs(a - b) for a, b in zip(image.tobytes(), expected.tobytes(), strict=True))
    assert far <= 12


MEASURE = """
import io, sys
from PIL import Image
from lib.images import reencode
peak = lambda: next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))
data = sys.stdin.buffer.read()
open("/proc/self/clear_refs", "w").write("5")
before = peak()
reencode(io.BytesIO(data), longest_side=1600)
print(peak() - before)
"""


@pytest.mark.skipif(
    not os.access("/proc/self/clear_refs", os.W_OK), reason="Linux tells the memory of a process"
)
@pytest.mark.parametrize(
    ("kind", "mode", "size"),
    [("PNG", "RGBA", (8_000, 5_000)), ("JPEG", "RGB", (8_000, 5_000)), ("WEBP", "RGBA", (4_000, 3_250))],
)
def test_the_largest_pictures_take_a_bounded_memory(kind, mode, size):
    data = image_bytes(kind, mode=mode, size=size)

    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=data, capture_output=True, check=True, cwd=ROOT
    )

    assert int(done.stdout) < 280


def test_a_bomb_of_text_is_refused():
    def text_chunk(length):
        data = b"Comment\x00\x00" + zlib.compress(b"a" * length)
        return struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))

    good = image_bytes("PNG")

    assert refused(good[:33] + text_chunk(200_000_000) + good[33:])


def test_a_large_photo_is_taken():
    encoded = again(noise_bytes("JPEG", (4_000, 3_000), quality=60), side=1600)

    assert MAX_PIXELS > 4_000 * 3_000
    assert (encoded.width, encoded.height) == (1600, 1200)


def test_a_file_above_the_limit_is_refused_with_the_limit():
    data = image_bytes("PNG")

    assert "larger than 10 MB" in refused(data + b"\x00" * (MAX_BYTES - len(data) + 1))
    assert again(data + b"\x00" * (MAX_BYTES - len(data)))
