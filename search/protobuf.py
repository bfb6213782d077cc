"""Reading and writing the fields of protobuf messages, as far as search.model_file needs it."""

from collections.abc import Iterator

NUMBER, BYTES = 0, 2  # wire types
FIXED = {1: 8, 5: 4}


def fields(message: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the number, wire type and raw value of each field of a message."""
    view, at = memoryview(message), 0
    while at < len(view):
        key, at = _varint(view, at)
        number, kind = key >> 3, key & 7
        begin = at
        if kind == BYTES:
            length, begin = _varint(view, at)
            at = begin + length
        elif kind == NUMBER:
            _value, at = _varint(view, at)
        else:
            at += FIXED[kind]
        yield number, kind, bytes(view[begin:at])


def field(number: int, kind: int, value: bytes) -> bytes:
    length = varint(len(value)) if kind == BYTES else b""
    return varint(number << 3 | kind) + length + value


def text(number: int, value: str) -> bytes:
    return field(number, BYTES, value.encode())


def _varint(view: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = view[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def varint(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
