"""Changes to the model's file as it is loaded: its weights stay in bytes, and are multiplied as bytes.

The file holds weights as bytes with scales, and onnxruntime unpacks all of them to floats at once. Two changes:

- Of the table of 30,522 words a text needs a few rows, and unpacked it takes 47 MB of each process. So the rows are
  taken first and unpacked then, which gives the very same numbers.
- Matrices are multiplied in whole numbers (each text's own numbers are rounded to bytes for that), which takes half
  the time and a quarter of the memory. The vectors are the same but for that rounding (cosine 0.99).

The file is a protobuf message, of which only the fields named here are touched.
"""

from dataclasses import dataclass, field
from pathlib import Path

from search.protobuf import BYTES, NUMBER, fields, text, varint
from search.protobuf import field as field_of

TABLE = "inner.embeddings.word_embeddings.weight"
ROWS = "embedding"  # what comes out, under the name that the rest of the model knows
IDS = "input_ids"
OPERATORS, GRAPH = 8, 7  # of the model
NODE, TENSOR = 1, 5  # of the graph
INPUT, OUTPUT, NAME, OPERATOR, DOMAIN = 1, 2, 3, 4, 7  # of a node
DIMENSION, TYPE, TENSOR_NAME, RAW = 1, 2, 8, 9  # of a tensor
UNSIGNED = varint(2)  # a type of a tensor
# The operator that rounds, multiplies and scales, and where it comes from.
PRODUCT, ONNXRUNTIME = "DynamicQuantizeMatMul", "com.microsoft"
ZERO = "unknot.zero"
SHIFTED = bytes(byte ^ 0x80 for byte in range(256))
# Each node of the table as it is (what it takes, what it gives), and as it will be.
TABLE_CHANGES = {
    ((f"{TABLE}_q",), f"{TABLE}_f"): (("unknot.rows_q",), "unknot.rows_f"),
    ((f"{TABLE}_f", f"{TABLE}_scale"), TABLE): (("unknot.rows_f", "unknot.scales"), ROWS),
    ((TABLE, IDS), ROWS): ((f"{TABLE}_q", IDS), "unknot.rows_q"),
}


@dataclass(frozen=True)
class Node:
    """One step of the model: what it does, what it takes, what it gives."""

    operator: str
    takes: tuple[str, ...]
    gives: str
    raw: bytes

    def replaced(self, takes: tuple[str, ...], gives: str) -> "Node":
        """Return the node with other names; all else of it stays."""
        kept = [one for one in fields(self.raw) if one[0] not in (INPUT, OUTPUT)]
        raw = [*(text(INPUT, name) for name in takes), text(OUTPUT, gives)]
        raw += [field_of(*one) for one in kept]
        return Node(self.operator, takes, gives, b"".join(raw))


@dataclass
class Graph:
    """The steps of a model, its numbers by name, and the fields of which nothing is known here."""

    nodes: list[Node] = field(default_factory=list)
    tensors: dict[str, bytes] = field(default_factory=dict)
    others: list[bytes] = field(default_factory=list)

    @property
    def raw(self) -> bytes:
        nodes = (field_of(NODE, BYTES, node.raw) for node in self.nodes)
        tensors = (field_of(TENSOR, BYTES, raw) for raw in self.tensors.values())
        return b"".join([*nodes, *tensors, *self.others])


def as_used(model: bytes, *, is_signed: bool) -> bytes:
    """Return the model with its weights in bytes; one that is built otherwise comes back as it is.

    Signed and unsigned weights give the same numbers; see has_quick_signed_bytes.
    """
    parts = list(fields(model))
    found = next((value for number, _kind, value in parts if number == GRAPH), b"")
    graph = _read(found)
    if not (_keep_table(graph) and _keep_matrices(graph, is_signed=is_signed)):
        return model
    kept = [field_of(*one) for one in parts if one[0] != GRAPH]
    operators = text(1, ONNXRUNTIME) + field_of(2, NUMBER, varint(1))
    return b"".join([*kept, field_of(GRAPH, BYTES, graph.raw), field_of(OPERATORS, BYTES, operators)])


def has_quick_signed_bytes() -> bool:
    """Whether this processor adds products of signed bytes without loss, which is quicker; others overflow.

    Linux says so; elsewhere the slower way is right for any processor.
    """
    try:
        return "_vnni" in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False


def _read(raw: bytes) -> Graph:
    graph = Graph()
    for number, kind, value in fields(raw):
        if number == NODE:
            graph.nodes.append(_node(value))
        elif number == TENSOR:
            graph.tensors[_name(value)] = value
        else:
            graph.others.append(field_of(number, kind, value))
    return graph


def _node(raw: bytes) -> Node:
    parts = list(fields(raw))
    takes = tuple(value.decode() for number, _kind, value in parts if number == INPUT)
    gives = next((value.decode() for number, _kind, value in parts if number == OUTPUT), "")
    operator = next((value.decode() for number, _kind, value in parts if number == OPERATOR), "")
    return Node(operator, takes, gives, raw)


def _name(tensor: bytes) -> str:
    return next(value.decode() for number, _kind, value in fields(tensor) if number == TENSOR_NAME)


def _keep_table(graph: Graph) -> bool:
    """Take the rows of the table before they are unpacked; say whether the table is as it is known here."""
    changed = [TABLE_CHANGES.get((node.takes, node.gives)) for node in graph.nodes]
    if len([change for change in changed if change]) != len(TABLE_CHANGES):
        return False
    graph.nodes = [
        node.replaced(*change) if change else node for node, change in zip(graph.nodes, changed, strict=True)
    ]
    graph.nodes.insert(0, _make("Gather", (f"{TABLE}_scale", IDS), "unknot.scales"))
    # A node stands behind those that it takes from.
    gather = next(node for node in graph.nodes if node.gives == "unknot.rows_q")
    graph.nodes.remove(gather)
    graph.nodes.insert(0, gather)
    return True


def _keep_matrices(graph: Graph, *, is_signed: bool) -> bool:
    """Multiply by the bytes of each matrix instead of by its unpacked floats; say whether there was any."""
    unpacked = {
        node.gives: node.takes[0].removesuffix("_f")
        for node in graph.nodes
        if node.operator == "Mul" and node.takes == (f"{node.gives}_f", f"{node.gives}_scale")
    }
    matrices = {node.takes[1] for node in graph.nodes if node.operator == "MatMul"} & set(unpacked)
    gone = matrices | {f"{name}_f" for name in matrices}
    graph.nodes = [
        _product(node, is_signed=is_signed)
        if node.operator == "MatMul" and node.takes[1] in matrices
        else node
        for node in graph.nodes
        if node.gives not in gone
    ]
    for name in matrices:
        graph.tensors[f"{name}_scale"] = _flat(graph.tensors[f"{name}_scale"])
        if not is_signed:
            graph.tensors[f"{name}_q"] = _shifted(graph.tensors[f"{name}_q"])
    if not is_signed:
        zero = field_of(TYPE, NUMBER, UNSIGNED) + text(TENSOR_NAME, ZERO) + field_of(RAW, BYTES, b"\x80")
        graph.tensors[ZERO] = zero
    return bool(matrices)


def _product(node: Node, *, is_signed: bool) -> Node:
    numbers, matrix = node.takes
    takes = (numbers, f"{matrix}_q", f"{matrix}_scale", *(() if is_signed else (ZERO,)))
    return _make(PRODUCT, takes, node.gives, domain=ONNXRUNTIME)


def _make(operator: str, takes: tuple[str, ...], gives: str, *, domain: str = "") -> Node:
    raw = [*(text(INPUT, name) for name in takes), text(OUTPUT, gives), text(NAME, f"unknot.{gives}")]
    raw += [text(OPERATOR, operator), text(DOMAIN, domain)]
    return Node(operator, takes, gives, b"".join(raw))


def _flat(tensor: bytes) -> bytes:
    """A row of numbers instead of a matrix of one row."""
    parts = list(fields(tensor))
    parts.remove(next(one for one in parts if one[0] == DIMENSION))
    return b"".join(field_of(*one) for one in parts)


def _shifted(tensor: bytes) -> bytes:
    """Bytes from 0 to 255 instead of from -128 to 127."""
    changed = {TYPE: lambda _value: UNSIGNED, RAW: lambda value: value.translate(SHIFTED)}
    return b"".join(
        field_of(number, kind, changed[number](value) if number in changed else value)
        for number, kind, value in fields(tensor)
    )
