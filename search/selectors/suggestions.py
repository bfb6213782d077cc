"""Deep links for what somebody is about to ask or to search for."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.models import OF_A_POST, OF_AN_ARTICLE, Document, DocumentKind
from search.query import read_query
from search.ranking import fuse, in_order
from search.selectors.candidates import Found, by_meaning, by_words_of_kinds
from search.selectors.hits import anchor_of, heading_of, load_of_kinds, owner_of, traits_of, url_of
from search.selectors.terms import read_terms

# The beginning says what it is about.
TITLE_READ, BODY_READ = 200, 2_000
SUGGESTIONS = 5
# What is shown while typing: the best few of each group, the groups in this order.
LIVE_GROUPS = (
    (_("Relief now"), (DocumentKind.RELIEF,), 2),
    (_("Questions"), (DocumentKind.QUESTION,), 4),
    (_("Guides"), (DocumentKind.ARTICLE, DocumentKind.SECTION, DocumentKind.FAQ), 4),
    (_("Topics"), (DocumentKind.TAG,), 2),
)
LIVE_KINDS = tuple(kind for _label, kinds, _most in LIVE_GROUPS for kind in kinds)
# Fewer than for a search: the next letter asks again.
LIVE_CANDIDATES, LIVE_POOL = 30, 300
# One letter says nothing.
LIVE_SHORTEST = 2


@dataclass(frozen=True)
class Suggestion:
    """One place that may answer: its address leads to the section; `slug` is that of the article or question."""

    kind: str
    slug: str
    url: str
    title: str
    heading: str
    excerpt: str
    # What to send back to say that this answers: the key of the post and the anchor; empty where it is no post.
    answer: str = ""

    @property
    def kind_label(self) -> str:
        return str(DocumentKind(self.kind).label)


def suggest(
    title: str, body: str, *, only: tuple[str, ...] = OF_A_POST, most: int = SUGGESTIONS
) -> list[Suggestion]:
    """Return the best place of each of the posts that may answer a question, in four queries."""
    text = f"{title[:TITLE_READ]}. {body[:BODY_READ]}".replace("\x00", " ")
    return order(find(text, only), only, most=most)


def suggest_articles(title: str, body: str, *, most: int = SUGGESTIONS) -> list[Suggestion]:
    """Return only places in guides and frequent questions."""
    return suggest(title, body, only=OF_AN_ARTICLE, most=most)


def find(text: str, kinds: tuple[str, ...]) -> Found:
    """Return both halves for a text, in three queries."""
    return Found(by_words_of_kinds(read_terms(text), kinds), by_meaning(text))


def order(found: Found, kinds: tuple[str, ...], *, most: int = SUGGESTIONS) -> list[Suggestion]:
    """Return the best document of each thing that was found, fused and boosted, in one query."""
    scores = fuse(found.words, found.meaning)
    documents = load_of_kinds(scores, kinds)
    traits = {key: traits_of(document) for key, document in documents.items()}
    best: dict[tuple[str, int], Document] = {}
    for key in in_order(scores, traits, timezone.now()):
        best.setdefault(owner_of(documents[key]), documents[key])
    return [_suggestion(document) for document in list(best.values())[:most]]


@dataclass(frozen=True)
class SuggestionGroup:
    """One heading of what is shown while typing, and what stands below it."""

    label: str
    suggestions: list[Suggestion]


def complete(typed: str) -> list[SuggestionGroup]:
    """Return relief steps, questions, sections and topics for what is being typed, in at most four queries."""
    text = read_query(typed)
    if len(text) < LIVE_SHORTEST:
        return []
    terms = read_terms(text, with_prefix=True)
    words = by_words_of_kinds(terms, LIVE_KINDS, most=LIVE_CANDIDATES, pool=LIVE_POOL)
    meaning = by_meaning(text, most=LIVE_CANDIDATES) if " " in text else []
    found = order(Found(words, meaning), LIVE_KINDS, most=2 * LIVE_CANDIDATES)
    groups = [
        SuggestionGroup(str(label), [one for one in found if one.kind in kinds][:most])
        for label, kinds, most in LIVE_GROUPS
    ]
    return [group for group in groups if group.suggestions]


def _suggestion(document: Document) -> Suggestion:
    post = document.post
    return Suggestion(
        kind=document.kind,
        slug=post.slug if post else document.title,
        url=url_of(document),
        title=document.title,
        heading=heading_of(document),
        excerpt=document.summary or (post.excerpt if post else ""),
        answer=f"{post.pk}#{anchor_of(document)}".rstrip("#") if post else "",
    )
