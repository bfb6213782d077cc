"""A change to the model's file as it is loaded: the table of words stays in bytes.

The file holds weights as bytes with a scale for each row, and onnxruntime unpacks all of them to floats at once. For
matrices that is what makes them quick; of the table of 30,522 words a text needs a few rows, and unpacked it takes
47 MB of each process. So the rows are taken first and unpacked then, which gives the very same numbers.

The file is a protobuf message, of which only the fields named here are touched.
"""

from collections.abc import Iterator

TABLE = "inner.embeddings.word_embeddings.weight"
ROWS = "embedding"  # what comes out, under the name that the rest of the model knows
IDS = "input_ids"
GRAPH, NODE = 7, 1  # of the model; of the graph
INPUT, OUTPUT, NAME, OPERATOR = 1, 2, 3, 4  # of a node
BYTES = 2  # the wire type of everything that is looked at
# Each node of the table as it is (what it takes, what it gives), and as it will be.
CHANGES = {
    ((f"{TABLE}_q",), f"{TABLE}_f"): (("unknot.rows_q",), "unknot.rows_f"),
    ((f"{TABLE}_f", f"{TABLE}_scale"), TABLE): (("unknot.rows_f", "unknot.scales"), ROWS),
    ((TABLE, IDS), ROWS): ((f"{TABLE}_q", IDS), "unknot.rows_q"),
}


def with_packed_table(model: bytes) -> bytes:
    """Return the model with its table of words in bytes; one that is built otherwise comes back as it is."""
    changed = 0
    fields = []
    for number, kind, value in _fields(model):
        if number == GRAPH and kind == BYTES:
            value, changed = _graph(value)
        fields.append(_field(number, kind, value))
    return b"".join(fields) if changed == len(CHANGES) else model


def _graph(graph: bytes) -> tuple[bytes, int]:
    """Return the graph with the nodes changed, and how many were."""
    scales = _field(INPUT, BYTES, f"{TABLE}_scale".encode()) + _field(INPUT, BYTES, IDS.encode())
    scales += _field(OUTPUT, BYTES, b"unknot.scales") + _field(NAME, BYTES, b"unknot.take_scales")
    fields = [_field(NODE, BYTES, scales + _field(OPERATOR, BYTES, b"Gather"))]
    changed = 0
    for number, kind, value in _fields(graph):
        if number == NODE and kind == BYTES:
            value, is_changed = _node(value)
            changed += is_changed
        fields.append(_field(number, kind, value))
    return b"".join(fields), changed


def _node(node: bytes) -> tuple[bytes, bool]:
    parts = list(_fields(node))
    takes = tuple(value.decode() for number, _kind, value in parts if number == INPUT)
    gives = next((value.decode() for number, _kind, value in parts if number == OUTPUT), "")
    change = CHANGES.get((takes, gives))
    if change is None:
        return node, False
    new = [_field(INPUT, BYTES, name.encode()) for name in change[0]]
    new.append(_field(OUTPUT, BYTES, change[1].encode()))
    kept = [_field(number, kind, value) for number, kind, value in parts if number not in (INPUT, OUTPUT)]
    return b"".join(new + kept), True


def _fields(message: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the number, wire type and raw value of each field of a message."""
    view, at = memoryview(message), 0
    while at < len(view):
        key, at = _varint(view, at)
        number, kind = key >> 3, key & 7
        begin = at
        if kind == BYTES:
            length, begin = _varint(view, at)
            at = begin + length
        elif kind == 0:
            _value, at = _varint(view, at)
        else:
            at += {1: 8, 5: 4}[kind]
        yield number, kind, bytes(view[begin:at])


def _varint(view: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = view[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _field(number: int, kind: int, value: bytes) -> bytes:
    length = _number(len(value)) if kind == BYTES else b""
    return _number(number << 3 | kind) + length + value


def _number(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:
        found.append(value & 0x7F | 0x80)
        value >>= 7
    found.append(value)
    return bytes(found)
