"""Files that are encrypted while they are written and decrypted while they are read, a piece at a time.

`lib.encryption` needs the whole content in memory; here one piece is, however long the file. Each file has a key of
its own, derived from ENCRYPTION_KEYS, the purpose and a random salt. The nonce of a piece says which one it is and
whether it is the last, so that a file that was cut, reordered or mixed with another cannot be read.
"""

from collections.abc import Iterator
from os import urandom
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from lib.encryption import UnreadableError, derive

MAGIC = b"UNKNOT-1"
SALT_BYTES = 16
TAG_BYTES = 16
PIECE = 64 * 1024


class EncryptingFile:
    """What is written to it goes encrypted into another file; only complete once `finish` was called."""

    def __init__(self, purpose: str, target: BinaryIO) -> None:
        salt = urandom(SALT_BYTES)
        self._box = _box(settings.ENCRYPTION_KEYS[0], purpose, salt)
        self._target = target
        self._waiting = bytearray()
        self._number = 0
        target.write(MAGIC + salt)

    def write(self, data: bytes) -> int:
        self._waiting += data
        # The last piece is told by its nonce, so one that may be the last waits for more.
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Do nothing: a piece is written when it is full."""

    def finish(self) -> None:
        self._seal(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, is_last: bool) -> None:
        self._target.write(self._box.encrypt(_nonce(self._number, is_last=is_last), piece, None))
        self._number += 1


def read_encrypted(purpose: str, source: BinaryIO) -> Iterator[bytes]:
    """Yield what an EncryptingFile has written with any of the keys, piece by piece; raises UnreadableError."""
    head = source.read(len(MAGIC) + SALT_BYTES)
    if len(head) != len(MAGIC) + SALT_BYTES or not head.startswith(MAGIC):
        raise UnreadableError(f"Not a file that was encrypted for {purpose}.")
    salt = head[len(MAGIC) :]
    boxes = [_box(key, purpose, salt) for key in settings.ENCRYPTION_KEYS]
    number, piece = 0, source.read(PIECE + TAG_BYTES)
    while True:
        following = source.read(PIECE + TAG_BYTES)
        box, data = _open(boxes, _nonce(number, is_last=not following), piece)
        yield data
        if not following:
            return
        boxes, number, piece = [box], number + 1, following


def _open(boxes: list[AESGCM], nonce: bytes, piece: bytes) -> tuple[AESGCM, bytes]:
    """Return the key that fits, and what it makes of a piece."""
    for box in boxes:
        try:
            return box, box.decrypt(nonce, piece, None)
        except InvalidTag:
            continue
    raise UnreadableError(
        "A file was altered, cut, or encrypted for another purpose or with a key that is gone."
    )


def _box(key: str, purpose: str, salt: bytes) -> AESGCM:
    return AESGCM(derive(key, f"file:{purpose}", salt))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11) + bytes([is_last])
