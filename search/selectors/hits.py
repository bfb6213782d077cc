"""What a list shows of a document that was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from lib.body_sites import marker_name, place_text
from lib.prepared import Among, Prepared
from posts.links import path_of
from posts.querysets import of_a_public_post
from search.models import Document, DocumentKind
from search.ranking import Traits
from search.selectors.candidates import visible
from search.selectors.terms import Term

COLUMNS = (
    "kind", "anchor", "title", "heading", "summary", "body_sites", "reviewed_on", "post__kind", "post__slug",
    "post__excerpt", "post__answer_count", "post__comment_count", "post__created_at", "post__body_site", "post__side",
    "post__tag_slugs", "tag__slug", "person__handle",
)  # fmt: skip
# Private characters of Unicode: no text that is indexed keeps a meaning for them, and they are no HTML.
START, STOP = "\ue000", "\ue001"
# Longer texts are not read for an excerpt.
HEADLINE_LETTERS = 20_000


@dataclass(frozen=True)
class Place:
    """One more section of the same article."""

    heading: str
    url: str


@dataclass(frozen=True)
class Hit:
    """One thing that was found; `excerpt` is safe HTML with <mark>, the other texts are plain."""

    pk: int
    kind: str
    url: str
    title: str
    heading: str
    excerpt: SafeString
    where: str
    marker: str
    tags: list[str]
    expert_count: int
    reply_count: int
    at: datetime | None
    more: list[Place]


def load_documents(keys: Iterable[int], conditions: Q) -> dict[int, Document]:
    """Return those of the documents that meet the conditions and that everybody may see now, in one query."""
    found = (
        visible().filter(conditions, pk__in=list(keys)).select_related("post", "tag", "person").only(*COLUMNS)
    )
    return {document.pk: document for document in found.fetch_mode(models.FETCH_RAISE)}


def load_of_kinds(keys: Iterable[int], kinds: tuple[str, ...]) -> dict[int, Document]:
    """Return the same of some kinds that are no experts, in one query that is written once."""
    return {document.pk: document for document in _of_kinds(kinds, keys=list(keys))}


def _build_of_kinds(kinds: tuple[str, ...]) -> models.QuerySet[Document]:
    shown = of_a_public_post("post") | Q(tag__post_count__gt=0)
    found = Document.objects.filter(shown, Among("pk", "keys", models.BigIntegerField()), kind__in=kinds)
    columns = [name for name in COLUMNS if not name.startswith("person__")]
    return found.select_related("post", "tag").only(*columns).fetch_mode(models.FETCH_RAISE)


_of_kinds = Prepared(_build_of_kinds)


def owner_of(document: Document) -> tuple[str, int]:
    """Return what a document is of, so that each is shown once."""
    if document.post_id:
        return "post", document.post_id
    return ("tag", document.tag_id) if document.tag_id else ("person", document.person_id)


def traits_of(document: Document) -> Traits:
    post = document.post
    return Traits(
        is_question=document.kind == DocumentKind.QUESTION,
        answer_count=post.answer_count if post else 0,
        asked_at=post.created_at if post else None,
        reviewed_on=document.reviewed_on,
    )


def is_read_whole(document: Document) -> bool:
    """Tell whether a reader begins at its top, wherever the words were: whoever has a cramp needs the first step."""
    return document.kind == DocumentKind.RELIEF


def anchor_of(document: Document) -> str:
    return "" if is_read_whole(document) else document.anchor


def heading_of(document: Document) -> str:
    return "" if is_read_whole(document) else document.heading


def url_of(document: Document) -> str:
    """Return the address of the very place: the section, where it is one."""
    if document.post:
        anchor = anchor_of(document)
        return path_of(document.post) + (f"#{anchor}" if anchor else "")
    if document.tag:
        return reverse("posts:tag", args=[document.tag.slug])
    return reverse("posts:profile", args=[document.person.handle])


def hit_of(documents: list[Document], excerpts: dict[int, SafeString]) -> Hit:
    """Return the hit of a thing from its documents, best first."""
    best, post = documents[0], documents[0].post
    site = post.body_site if post else ""
    return Hit(
        pk=owner_of(best)[1],
        kind=best.kind,
        url=url_of(best),
        title=best.title,
        heading=heading_of(best),
        excerpt=excerpts.get(best.pk, mark_safe("")),  # noqa: S308 -- nothing
        where=place_text(site, post.side if post else ""),
        marker=marker_name(site, post.side if post else ""),
        tags=post.tag_slugs if post else [],
        expert_count=post.answer_count if post else 0,
        reply_count=post.comment_count if post else 0,
        at=post.created_at if post and best.kind == DocumentKind.QUESTION else None,
        more=[Place(other.heading, url_of(other)) for other in documents[1:] if anchor_of(other)],
    )


def mark_excerpts(keys: list[int], terms: list[Term]) -> dict[int, SafeString]:
    """Return the piece of each document in which the words stand, as safe HTML, in one query."""
    wanted = " | ".join(term.tsquery for term in terms if not term.is_synonym)
    blank = Value(" ", output_field=models.TextField())
    headline = SearchHeadline(
        Substr(Concat("summary", blank, "text"), 1, HEADLINE_LETTERS),
        SearchQuery(wanted, config="simple", search_type="raw"),
        config=F("config"),
        start_sel=START,
        stop_sel=STOP,
        max_words=34,
        min_words=18,
        max_fragments=1,
    )
    rows = Document.objects.filter(pk__in=keys).annotate(excerpt_marked=headline)
    return {key: as_html(text) for key, text in rows.values_list("pk", "excerpt_marked")}


def as_html(marked: str) -> SafeString:
    """Return an excerpt as HTML: everything is escaped, only then the marks become elements, in pairs."""
    html, is_open = [], False
    for part in marked.replace(START, f"\0{START}").replace(STOP, f"\0{STOP}").split("\0"):
        if part[:1] in (START, STOP):
            opens = part[0] == START
            if opens != is_open:
                html.append("<mark>" if opens else "</mark>")
                is_open = opens
            part = part[1:]
        html.append(escape(part))
    if is_open:
        html.append("</mark>")
    return mark_safe("".join(html))  # noqa: S308 -- every part was escaped above
