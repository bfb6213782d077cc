"""Who is called by @handle in a text."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from lib.markdown import PARSER

MENTIONS_AT_MOST = 5
# Not within an address or a word: "ann@example.org" mentions nobody.
MENTION = re.compile(r"(?<![\w@./-])@([a-z0-9][a-z0-9_]{1,28}[a-z0-9])(?![\w@])", re.IGNORECASE)


def mentioned_handles(text: str) -> list[str]:
    """Return the first few handles that Markdown text mentions, each once; none out of code and links."""
    found = (
        match[1].lower() for words in _plain_words(PARSER.parse(text)) for match in MENTION.finditer(words)
    )
    return list(dict.fromkeys(found))[:MENTIONS_AT_MOST]


def _plain_words(tokens: list[Token]) -> Iterator[str]:
    """Yield the runs of text that are neither code nor the words of a link."""
    links = 0
    for token in tokens:
        links += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not links:
            yield token.content
        yield from _plain_words(token.children or [])
