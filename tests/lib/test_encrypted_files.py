"""lib.encrypted_files"""

import io

import pytest

from lib.encrypted_files import MAGIC, PIECE, SALT_BYTES, TAG_BYTES, EncryptingFile, read_encrypted
from lib.encryption import UnreadableError

HEAD = len(MAGIC) + SALT_BYTES
SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE)


class Counting(io.BytesIO):
    """Remembers how much came at once."""

    def __init__(self):
        super().__init__()
        self.sizes = []

    def write(self, data):
        self.sizes.append(len(data))
        return super().write(data)


def sealed(data, purpose="copy", at_once=10_007):
    target = Counting()
    file = EncryptingFile(purpose, target)
    for start in range(0, len(data), at_once):
        file.write(data[start : start + at_once])
    file.finish()
    return target


def opened(stored, purpose="copy"):
    return b"".join(read_encrypted(purpose, io.BytesIO(stored)))


def test_what_goes_in_comes_out_whatever_its_length():
    for size in SIZES:
        data = bytes(number % 251 for number in range(size))

        stored = sealed(data)

        assert opened(stored.getvalue()) == data
        assert max(stored.sizes) <= PIECE + TAG_BYTES
        assert size < 16 or data[:16] not in stored.getvalue()


def test_a_file_that_was_changed_cut_lengthened_or_reordered_cannot_be_read():
    stored = sealed(b"x" * (3 * PIECE)).getvalue()
    whole = PIECE + TAG_BYTES
    first, rest = stored[HEAD : HEAD + whole], stored[HEAD + whole :]
    broken = [
        b"",
        stored[:HEAD],
        stored[:-1],
        stored[: HEAD + 2 * whole],
        stored + b"x",
        stored[:HEAD] + rest[:whole] + first + rest[whole:],
        stored[: HEAD + 5] + bytes([stored[HEAD + 5] ^ 1]) + stored[HEAD + 6 :],
        sealed(b"x" * (3 * PIECE)).getvalue()[:HEAD] + stored[HEAD:],
        b"gAAAAA" + stored,
    ]

    for each in broken:
        with pytest.raises(UnreadableError):
            opened(each)


def test_neither_another_purpose_nor_a_key_that_is_gone_opens_it(settings):
    settings.ENCRYPTION_KEYS = ["old" * 20]
    stored = sealed(b"y" * (PIECE + 5)).getvalue()
    settings.ENCRYPTION_KEYS = ["new" * 20, "old" * 20]

    assert opened(stored) == b"y" * (PIECE + 5)
    with pytest.raises(UnreadableError):
        opened(stored, "another")
    settings.ENCRYPTION_KEYS = ["new" * 20]
    with pytest.raises(UnreadableError):
        opened(stored)
