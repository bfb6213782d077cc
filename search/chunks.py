"""Cutting posts into documents: a question is one, an article one for its beginning and one for each section."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from html import unescape

from django.utils.html import strip_tags

from accounts.models import User
from posts.models import Post, Tag
from search.extras import Extra
from search.models import LANGUAGE, Document, DocumentKind

# Part of the recipe: a change makes all vectors anew.
CHUNKING = "2"
# A tsvector holds at most 1 MB, and a hyphenated word of three-byte letters takes many times its length.
LONGEST_TEXT = 100_000
# As lib.markdown renders the headings of articles.
HEADING = re.compile(r'<(h[23]) id="([^"]+)">(.*?)</\1>', re.DOTALL)
BETWEEN_BLOCKS = re.compile(r"</(?:p|li|h[2-6]|td|th|tr|blockquote|pre)>|<br>")
TEXT_COLUMNS = ("config", "title", "heading", "tags", "summary", "text", "answers")
META_COLUMNS = ("kind", "anchor", "body_sites", "reviewed_on")
COLUMNS = (*TEXT_COLUMNS, *META_COLUMNS, "text_hash", "meta_hash")


@dataclass(frozen=True)
class Chunk:
    """The columns of one document that is to be, without its owner."""

    kind: DocumentKind
    title: str
    position: int = 0
    anchor: str = ""
    heading: str = ""
    tags: str = ""
    summary: str = ""
    text: str = ""
    answers: str = ""
    body_sites: list[str] = field(default_factory=list)
    reviewed_on: object = None
    config: str = LANGUAGE

    @property
    def text_hash(self) -> str:
        return self._digest(TEXT_COLUMNS)

    @property
    def meta_hash(self) -> str:
        return self._digest(META_COLUMNS)

    @property
    def columns(self) -> dict[str, object]:
        """All columns of the document but its owner."""
        return asdict(self) | {"text_hash": self.text_hash, "meta_hash": self.meta_hash}

    def _digest(self, names: tuple[str, ...]) -> str:
        values = [getattr(self, name) for name in names]
        return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()


def plain_text(html: str) -> str:
    """Return the words of rendered HTML on one line, without null characters."""
    spaced = BETWEEN_BLOCKS.sub(lambda match: f" {match[0]}", html)
    return " ".join(unescape(strip_tags(spaced)).replace("\x00", "").split())


def chunks_of_question(post: Post, answers: list[str], extra: Extra) -> list[Chunk]:
    """Return the one document of a question with its public answers (their HTML)."""
    sites = extra.body_sites or ([post.body_site] if post.body_site else [])
    chunk = Chunk(
        kind=DocumentKind.QUESTION,
        title=post.title,
        tags=_tag_words(post.tag_slugs),
        summary=extra.summary,
        text=plain_text(post.body_html),
        answers=" ".join(map(plain_text, answers))[:LONGEST_TEXT],
        body_sites=list(sites),
    )
    return [chunk]


def chunks_of_article(post: Post, extra: Extra) -> list[Chunk]:
    """Return the documents of an article: its beginning with the summary, then each section; a FAQ is one."""
    about = {"title": post.title, "body_sites": list(extra.body_sites), "reviewed_on": extra.reviewed_on}
    is_faq = extra.kind == DocumentKind.FAQ
    beginning = post.body_html if is_faq else HEADING.split(post.body_html, maxsplit=1)[0]
    whole = Chunk(
        kind=extra.kind or DocumentKind.ARTICLE,
        tags=_tag_words(post.tag_slugs),
        summary=extra.summary,
        text=plain_text(beginning)[:LONGEST_TEXT],
        **about,
    )
    if is_faq:
        return [whole]
    sections = [
        Chunk(
            kind=DocumentKind.RELIEF if extra.kind == DocumentKind.RELIEF else DocumentKind.SECTION,
            position=place,
            anchor=anchor[:200],
            heading=heading,
            text=text,
            **about,
        )
        for place, (anchor, heading, text) in enumerate(_sections(post.body_html), 1)
    ]
    return [whole, *sections]


def _sections(html: str) -> Iterator[tuple[str, str, str]]:
    """The anchor, heading and text of each section; one that has only sections below it is left to them."""
    parts = HEADING.split(html)[1:]
    for place in range(0, len(parts), 4):
        _level, anchor, heading, body = parts[place : place + 4]
        if text := plain_text(body):
            yield anchor, plain_text(heading), text[:LONGEST_TEXT]


def chunk_of_tag(tag: Tag) -> Chunk:
    """Return the document of a topic; the words that lead to it come loaded."""
    words = [word.slug for word in tag.synonyms.all()]
    return Chunk(
        kind=DocumentKind.TAG,
        title=tag.name.replace("-", " "),
        tags=_tag_words(sorted(words)),
        text=f"{tag.description} {plain_text(tag.wiki_html)}".strip(),
        body_sites=[tag.body_site] if tag.body_site else [],
    )


def chunk_of_expert(person: User) -> Chunk:
    """Return the document of an expert's public card; the credential comes loaded."""
    card = person.credential
    tags = _tag_words(card.scope_tags)
    places = ", ".join(card.places)
    return Chunk(
        kind=DocumentKind.EXPERT,
        title=f"{person.name} ({person.handle})" if person.display_name else person.handle,
        summary=f"{card.title}, {card.country_shown}",
        tags=f"{tags} {places}".strip(),
        text=person.bio,
        body_sites=card.scope_sites,
    )


def _tag_words(slugs: list[str]) -> str:
    return " ".join(f"{slug} {slug.replace('-', ' ')}" if "-" in slug else slug for slug in slugs)


@dataclass(frozen=True)
class EmbeddedTexts:
    """The texts of a document whose mean is its vector: all of it, its heading, what it says.

    Of a question `whole` alone counts: its title and its beginning say what is asked.
    """

    whole: str
    head: str = ""
    body: str = ""


def embedded_texts(document: Document) -> EmbeddedTexts:
    if document.kind == DocumentKind.QUESTION:
        return EmbeddedTexts(f"{document.title}. {document.text}")
    body = f"{document.summary} {document.text}".strip()
    head = f"{document.title}. {document.heading}".strip()
    return EmbeddedTexts(f"{head} {body}", head, body or document.heading or document.title)
