"""Deep links for what somebody is about to ask: the places of the site that may answer it already."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils import timezone

from posts.links import path_of
from search.models import OF_A_POST, OF_AN_ARTICLE, Document, DocumentKind
from search.ranking import Traits, fuse, in_order
from search.selectors.candidates import Found, by_meaning, by_words
from search.selectors.terms import read_terms

# The beginning says what it is about.
TITLE_READ, BODY_READ = 200, 2_000
SUGGESTIONS = 5
COLUMNS = (
    "kind", "anchor", "title", "heading", "summary", "reviewed_on", "post__kind", "post__slug", "post__excerpt",
    "post__answer_count", "post__created_at",
)  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """One place that may answer: its address leads to the section; `slug` is that of the article or question."""

    kind: str
    slug: str
    url: str
    title: str
    heading: str
    excerpt: str


def suggest(
    title: str, body: str, *, only: tuple[str, ...] = OF_A_POST, most: int = SUGGESTIONS
) -> list[Suggestion]:
    """Return the best place of each of the posts that may answer a question, in four queries."""
    text = f"{title[:TITLE_READ]}. {body[:BODY_READ]}".replace("\x00", " ")
    return order(find(text, Q(kind__in=only)), only=only, most=most)


def suggest_articles(title: str, body: str, *, most: int = SUGGESTIONS) -> list[Suggestion]:
    """Return only places in guides and frequent questions."""
    return suggest(title, body, only=OF_AN_ARTICLE, most=most)


def find(text: str, conditions: Q) -> Found:
    """Return both halves for a text, in three queries."""
    return Found(by_words(read_terms(text), conditions), by_meaning(text, least=0.0))


def order(found: Found, *, only: tuple[str, ...] = OF_A_POST, most: int = SUGGESTIONS) -> list[Suggestion]:
    """Return the best document of each post, fused and boosted, in one query."""
    scores = fuse(found.words, found.meaning)
    documents = load_documents(scores, only)
    traits = {document.pk: traits_of(document) for document in documents.values()}
    best: dict[int, Document] = {}
    for key in in_order(scores, traits, timezone.now()):
        best.setdefault(documents[key].post_id, documents[key])
    return [suggestion_of(document) for document in list(best.values())[:most]]


def load_documents(keys: object, only: tuple[str, ...]) -> dict[int, Document]:
    """Return those of the documents of posts that everybody may see now, by key, in one query."""
    from search.selectors.candidates import visible

    found = visible().filter(pk__in=list(keys), kind__in=only).select_related("post").only(*COLUMNS)
    return {document.pk: document for document in found.fetch_mode(models.FETCH_RAISE)}


def traits_of(document: Document) -> Traits:
    post = document.post
    return Traits(
        is_question=document.kind == DocumentKind.QUESTION,
        answer_count=post.answer_count if post else 0,
        asked_at=post.created_at if post else None,
        reviewed_on=document.reviewed_on,
    )


def suggestion_of(document: Document) -> Suggestion:
    post = document.post
    return Suggestion(
        kind=document.kind,
        slug=post.slug,
        url=path_of(post) + (f"#{document.anchor}" if document.anchor else ""),
        title=document.title,
        heading=document.heading,
        excerpt=document.summary or post.excerpt,
    )
