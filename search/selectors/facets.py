"""What results can be narrowed to: each choice with how many of them it would leave."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lib.body_sites import BodySite
from search.models import Document, DocumentKind
from search.query import Query

CHOICES_MOST = 6
STATES = {
    DocumentKind.QUESTION: ("question", _("Questions")),
    DocumentKind.ARTICLE: ("article", _("Guides")),
    DocumentKind.SECTION: ("article", _("Guides")),
    DocumentKind.RELIEF: ("article", _("Guides")),
    DocumentKind.FAQ: ("faq", _("Common questions")),
}


@dataclass(frozen=True)
class Choice:
    """One way to narrow the results: the operator, how many it leaves, and the query with (or without) it."""

    operator: str
    label: str | Promise
    count: int
    is_chosen: bool
    query: str


@dataclass(frozen=True)
class Facet:
    label: str | Promise
    choices: list[Choice]


def count_facets(documents: Iterable[Document], query: Query) -> list[Facet]:
    """Return the facets with something to choose, counted among the results."""
    counts: dict[str, Counter[str]] = {
        "is": Counter(),
        "answered": Counter(),
        "site": Counter(),
        "tag": Counter(),
    }
    for document in documents:
        _count(document, counts)
    labels = {f"is:{state}": label for state, label in STATES.values()} | {
        "is:answered": _("Answered by an expert"),
        **{f"site:{site.value}": site.label for site in BodySite},
    }
    headings = {"is": _("What"), "answered": _("Answers"), "site": _("Place of the body"), "tag": _("Topic")}
    facets = [
        Facet(headings[name], [_choice(operator, number, labels, query) for operator, number in best])
        for name, found in counts.items()
        if (best := found.most_common(CHOICES_MOST))
    ]
    return [facet for facet in facets if len(facet.choices) > 1 or facet.choices[0].operator == "is:answered"]


def _count(document: Document, counts: dict[str, Counter[str]]) -> None:
    if document.kind in STATES:
        counts["is"][f"is:{STATES[DocumentKind(document.kind)][0]}"] += 1
    if document.kind == DocumentKind.QUESTION and document.post.answer_count:
        counts["answered"]["is:answered"] += 1
    counts["site"] += Counter(f"site:{site}" for site in document.body_sites)
    if document.post:
        counts["tag"] += Counter(f"tag:{slug}" for slug in document.post.tag_slugs)


def _choice(operator: str, number: int, labels: dict[str, str | Promise], query: Query) -> Choice:
    words = query.text.split()
    is_chosen = operator in words
    changed = [word for word in words if word != operator] if is_chosen else [*words, operator]
    label = labels.get(operator, operator.partition(":")[2])
    return Choice(operator, label, number, is_chosen, " ".join(changed))
