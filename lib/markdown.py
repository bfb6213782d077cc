"""Markdown to safe HTML: CommonMark with tables and links, then a strict allow-list.

Three renderings exist: `render_post` for what members write, `render_text` for what they say about themselves and
about topics, without pictures, and `render_article` for curated articles, whose headings carry anchors. HTML is
rendered once, when a text is written.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape, unescape

import nh3
from django.utils.html import strip_tags
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from lib.media import PICTURE_LINK, media_url, picture_name, thumbnail_size
from lib.text import shorten

KNOWLEDGE_LINK = re.compile(r"^knowledge:([a-z0-9-]+)(#[a-z0-9-]+)?$")
TERM_LINK = re.compile(r"^term:([a-z0-9]+(?:-[a-z0-9]+)*)$")
TERM_CLASS = "term"
FAQ_PREFIX = "faq-"
TAGS = frozenset(
    [
        "a", "blockquote", "br", "code", "del", "div", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li",
        "ol", "p", "pre", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
    ]
)  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "div": {"tabindex"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}
RELIEF_PICTURE = re.compile(r"^relief:([a-z0-9-]+)$")
RELIEF_FOLDER = "/static/img/relief/"
OWN_ADDRESSES = (KNOWLEDGE_LINK, TERM_LINK, RELIEF_PICTURE)
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
PICTURE_ATTRIBUTES = {"img": {"src", "alt", "width", "height", "loading", "decoding"}}
POST_ATTRIBUTES = ATTRIBUTES | PICTURE_ATTRIBUTES
ARTICLE_ATTRIBUTES = ATTRIBUTES | PICTURE_ATTRIBUTES | {heading: {"id"} for heading in HEADINGS}
# As _clean writes it; a link holds no other link.
TERM_ELEMENT = re.compile(rf'<a (?:[^>]* )?class="{TERM_CLASS}"[^>]*>(.*?)</a>', re.DOTALL)
SCHEMES = {"http", "https", "mailto"}
ARTICLE_SCHEMES = SCHEMES | {"tel"}  # a help line is one tap away
EXCERPT_LENGTH = 240


@dataclass(frozen=True)
class Heading:
    """A heading of an article: level 2 or 3, its text and the anchor that leads to it."""

    level: int
    text: str
    anchor: str


def _parser(show_picture: Callable[..., str] | None = None, schemes: set[str] = SCHEMES) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True})
    parser.enable(["table", "linkify", "strikethrough"])
    if show_picture:
        parser.add_render_rule("image", show_picture)
    else:
        parser.disable("image")
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    # Lets own addresses and pictures through; what else is unsafe is removed by the allow-list.
    parser.validateLink = lambda url: _is_own(url) or _is_safe(url, schemes)
    parser.add_render_rule("table_open", lambda *_: '<div class="scroll" tabindex="0"><table>\n')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    parser.add_render_rule("s_open", lambda *_: "<del>")
    parser.add_render_rule("s_close", lambda *_: "</del>")
    return parser


def _render_picture(_renderer: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    """Show the site's own drawings of relief positions and uploaded pictures; of any other only the words."""
    token = tokens[index]
    source, words = str(token.attrGet("src")), escape(token.content)
    if match := RELIEF_PICTURE.match(source):
        return (
            f'<img src="{RELIEF_FOLDER}{match[1]}.svg" alt="{words}" width="320" height="240" loading="lazy">'
        )
    if match := PICTURE_LINK.fullmatch(source):
        key, width, height = match.groups()
        address = media_url(picture_name(key, int(width), int(height)))
        size = f'width="{width}" height="{height}"'
        return f'<img src="{address}" alt="{words}" {size} loading="lazy" decoding="async">'
    return words


def _render_members_picture(_renderer: object, tokens: Sequence[Token], index: int, *_: object) -> str:
    """Show the thumbnail of an uploaded picture, which leads to the whole one; of any other only the words."""
    words = escape(tokens[index].content)
    match = PICTURE_LINK.fullmatch(str(tokens[index].attrGet("src")))
    if not match:
        return words
    key, width, height = match[1], int(match[2]), int(match[3])
    address = media_url(picture_name(key, width, height, small=True))
    small_width, small_height = thumbnail_size(width, height)
    size = f'width="{small_width}" height="{small_height}"'
    picture = f'<img src="{address}" alt="{words}" {size} loading="lazy" decoding="async">'
    before = [token.type for token in tokens[:index]]
    if before.count("link_open") > before.count("link_close"):
        return picture
    return f'<a href="{media_url(picture_name(key, width, height))}">{picture}</a>'


def _is_own(url: str) -> bool:
    """Whether this is one of the site's own ways of naming pages, words and pictures."""
    return any(own.match(url) for own in OWN_ADDRESSES) or bool(PICTURE_LINK.fullmatch(url))


def _is_safe(url: str, schemes: set[str]) -> bool:
    scheme, colon, _ = url.partition(":")
    return not colon or "/" in scheme or "#" in scheme or scheme.lower() in schemes


def _resolve_links(tokens: list[Token]) -> None:
    for token in tokens:
        if token.type == "link_open":
            url = str(token.attrGet("href"))
            token.attrSet("href", knowledge_address(url))
            if TERM_LINK.match(url):
                token.attrSet("class", TERM_CLASS)
        _resolve_links(token.children or [])


def knowledge_address(url: str) -> str:
    """Return the site's address of a `knowledge:slug#anchor` or `term:key` link; any other address unchanged."""
    if term := TERM_LINK.match(url):
        return f"/knowledge/glossary/#term-{term[1]}"
    match = KNOWLEDGE_LINK.match(url)
    if not match:
        return url
    slug, anchor = match[1], match[2] or ""
    return f"/faq/#{slug}" if slug.startswith(FAQ_PREFIX) else f"/knowledge/{slug}/{anchor}"


def _align_cells(tokens: list[Token]) -> None:
    """Say the alignment of table cells without a style, which no page may carry."""
    for token in tokens:
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", "")):
            token.attrSet("align", str(style).removeprefix("text-align:"))


def _place_headings(tokens: list[Token], highest: int) -> None:
    """Begin with the given level and never go down by more than one, whatever levels were typed."""
    typed = sorted({token.tag for token in tokens if token.type == "heading_open"})
    before = highest - 1
    for token in tokens:
        if token.type == "heading_open":
            before = min(highest + typed.index(token.tag), before + 1, 6)
            token.tag = f"h{before}"
        elif token.type == "heading_close":
            token.tag = f"h{before}"


def _anchor_headings(tokens: list[Token]) -> list[Heading]:
    headings: list[Heading] = []
    taken: set[str] = set()
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.type != "heading_open":
            continue
        text = "".join(child.content for child in inline.children or [])
        anchor = base = slugify(text) or "section"
        number = 2
        while anchor in taken:
            anchor, number = f"{base}-{number}", number + 1
        taken.add(anchor)
        token.attrSet("id", anchor)
        headings.append(Heading(int(token.tag[1]), text, anchor))
    return headings


def _clean(html: str, attributes: dict[str, set[str]], schemes: set[str] = SCHEMES) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS) | ({"img"} & attributes.keys()),
        attributes=attributes,
        allowed_classes={"a": {TERM_CLASS}, "div": {"scroll"}},
        url_schemes=schemes,
        link_rel="nofollow ugc noopener",
    )


PARSER = _parser()
POST_PARSER = _parser(_render_members_picture)
ARTICLE_PARSER = _parser(_render_picture, ARTICLE_SCHEMES)


def render_post(text: str) -> str:
    """Return safe HTML of what a member wrote, with pictures that were uploaded; headings start at level 3."""
    return _render(POST_PARSER, text, POST_ATTRIBUTES)


def render_text(text: str) -> str:
    """Return safe HTML of what stands beside posts, like `render_post` but without any picture."""
    return _render(PARSER, text, ATTRIBUTES)


def _render(parser: MarkdownIt, text: str, attributes: dict[str, set[str]]) -> str:
    tokens = parser.parse(text)
    _resolve_links(tokens)
    _align_cells(tokens)
    _place_headings(tokens, highest=3)
    return _clean(parser.renderer.render(tokens, parser.options, {}), attributes)


def render_article(text: str) -> tuple[str, list[Heading]]:
    """Return safe HTML of an article and its headings of levels 2 and 3, in order."""
    tokens = ARTICLE_PARSER.parse(text)
    _resolve_links(tokens)
    _align_cells(tokens)
    _place_headings(tokens, highest=2)
    headings = _anchor_headings(tokens)
    rendered = ARTICLE_PARSER.renderer.render(tokens, ARTICLE_PARSER.options, {})
    html = _clean(rendered, ARTICLE_ATTRIBUTES, ARTICLE_SCHEMES)
    return html, [heading for heading in headings if heading.level <= 3]


def without_terms(html: str) -> str:
    """Return rendered HTML in which the words that a glossary explains are plain words."""
    return TERM_ELEMENT.sub(r"\1", html)


def excerpt(html: str) -> str:
    """Return the first words of rendered HTML as plain text, for lists and previews."""
    return shorten(" ".join(unescape(strip_tags(html)).split()), EXCERPT_LENGTH)
