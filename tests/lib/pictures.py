"""Picture files for tests, good and bad."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SECRET = b"59.9139-10.7522"


def image_bytes(
    kind: str = "PNG", size: tuple[int, int] = (60, 40), color: object = "teal", **options
) -> bytes:
    """Return a picture of one color as a file of the format."""
    out = io.BytesIO()
    Image.new(options.pop("mode", "RGB"), size, color).save(out, kind, **options)
    return out.getvalue()


def noise_bytes(kind: str = "PNG", size: tuple[int, int] = (300, 200), **options) -> bytes:
    """Return a picture of many colors, like a photo to an encoder."""
    out = io.BytesIO()
    channels = [Image.effect_noise(size, 90) for _ in range(3)]
    Image.merge("RGB", channels).save(out, kind, **options)
    return out.getvalue()


class Upload(SimpleUploadedFile):
    """A file that can be sent again and again: reading all of it begins anew."""

    def __init__(self, data: bytes | None = None, name: str = "calf.png") -> None:
        super().__init__(name, image_bytes() if data is None else data, "image/png")

    def read(self, *args: int) -> bytes:
        if not args:
            self.seek(0)
        return super().read(*args)
