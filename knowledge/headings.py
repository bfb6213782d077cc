"""Headings of an article that link to themselves, so that a reader can pass on the way to a part."""

import re

# As lib.markdown renders them; a heading that is a link already stays as it is.
HEADING = re.compile(r'<(h[2-4]) id="([^"]+)">((?:(?!<a\b).)*?)</\1>', re.DOTALL)


def link_headings(html: str) -> str:
    """Return an article's HTML in which each heading is a link to its own anchor."""
    return HEADING.sub(r'<\1 id="\2"><a class="anchor" href="#\2">\3</a></\1>', html)
