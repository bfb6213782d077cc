"""Compressing pages, and what a reader's program can take."""

import gzip
import re
import zlib
from collections.abc import Callable
from functools import lru_cache

import brotli

# At these levels a page of 40 kB takes about a millisecond, which it costs once a change.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
PLAIN = ""
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=BROTLI_QUALITY),
    # Without a time, so that the same page gives the same bytes.
    "gzip": lambda body: gzip.compress(body, GZIP_LEVEL, mtime=0),
}
DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": lambda body: zlib.decompress(body, wbits=zlib.MAX_WBITS | 16),
}
REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")


@lru_cache(maxsize=500)
def best_encoding(accepted: str) -> str:
    """Return the encoding for a program that sends this Accept-Encoding: the smallest, or none (PLAIN)."""
    offers = [offer.strip().lower() for offer in accepted.split(",")]
    names = {offer.partition(";")[0].strip() for offer in offers if not REFUSED.search(offer)}
    return next((name for name in ENCODERS if name in names), PLAIN)
