"""What a page offers to read next."""

from dataclasses import dataclass
from datetime import date

from django.db import models

from lib.dates import site_today
from lib.prepared import Prepared, Slot
from search.models import Document, DocumentKind
from search.selectors.candidates import visible
from search.selectors.hits import heading_of, url_of

COLUMNS = (
    "kind", "anchor", "title", "heading", "post__kind", "post__slug", "post__answer_count",
)  # fmt: skip


@dataclass(frozen=True)
class RelatedPlace:
    """A question, or a part of a guide; `heading` is empty where it is a whole."""

    url: str
    title: str
    heading: str
    kind_label: str
    expert_count: int


@dataclass(frozen=True)
class RelatedPlaces:
    questions: list[RelatedPlace]
    guides: list[RelatedPlace]

    def __bool__(self) -> bool:
        return bool(self.questions or self.guides)


def related_places(post_id: int) -> RelatedPlaces:
    """Return what belongs to a question or an article and everybody may see now, in one query."""
    documents = _related(site_today(), post=post_id)
    return RelatedPlaces(
        questions=[_place(one) for one in documents if one.kind == DocumentKind.QUESTION],
        guides=[_place(one) for one in documents if one.kind != DocumentKind.QUESTION],
    )


@Prepared
def _related(today: date) -> models.QuerySet[Document]:
    """What experts' cards there are depends on the day."""
    found = visible().filter(related__post=Slot("post", models.BigAutoField()))
    found = found.select_related("post").only(*COLUMNS)
    return found.order_by("related__place").fetch_mode(models.FETCH_RAISE)


def _place(document: Document) -> RelatedPlace:
    return RelatedPlace(
        url=url_of(document),
        title=document.title,
        heading=heading_of(document),
        kind_label=str(DocumentKind(document.kind).label),
        expert_count=document.post.answer_count,
    )
