"""What editors and reviewers have to do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge.models import Article, ChangeRequest, EditLock, Proposal, ProposalState
from knowledge.models.proposal import OPEN_STATES
from knowledge.structured import evidence_lines, source_lines
from lib.pagination import Order, Page, paginate
from lib.text_diff import DiffRow, side_by_side

SHOWN = 10
NEWEST_FIRST, OLDEST_FIRST = Order("pk"), Order("pk", descending=False)
LONGEST_WAITING = Order("submitted_at", descending=False)


class BoardList(StrEnum):
    """The lists of the board beside that of the articles."""

    SAFETY = "safety"
    WAITING = "waiting"
    OWN = "own"
    REMARKS = "remarks"


@dataclass(frozen=True)
class Board:
    """All that waits for someone; of each list the first page."""

    safety: Page[ChangeRequest]
    waiting: Page[Proposal]
    own: Page[Proposal]
    remarks: Page[ChangeRequest]


@dataclass(frozen=True)
class Comparison:
    """One part of an article, now and as proposed."""

    label: str | Promise
    rows: list[DiffRow]


@dataclass(frozen=True)
class ProposalPage:
    """A proposed text beside what the article says now."""

    proposal: Proposal
    rows: list[DiffRow]
    structured: list[Comparison]
    is_stale: bool


def load_board(reader: User) -> Board:
    """Return the first page of each list in four queries."""
    return Board(**{name.value: load_list(reader, name) for name in BoardList})


def load_list(reader: User, name: BoardList, cursor: str = "") -> Page[Any]:
    """Return one page of one list of the board in one query."""
    proposals = Proposal.objects.select_related("article__post", "author").fetch_mode(models.FETCH_RAISE)
    requests = ChangeRequest.objects.filter(is_open=True).select_related("article__post", "reader")
    lists: dict[BoardList, tuple[models.QuerySet, Order]] = {
        BoardList.SAFETY: (requests.filter(is_safety=True), OLDEST_FIRST),
        BoardList.REMARKS: (requests.filter(is_safety=False), OLDEST_FIRST),
        BoardList.WAITING: (proposals.filter(state=ProposalState.SUBMITTED), LONGEST_WAITING),
        BoardList.OWN: (proposals.filter(author=reader, state__in=OPEN_STATES), NEWEST_FIRST),
    }
    rows, order = lists[name]
    return paginate(rows.fetch_mode(models.FETCH_RAISE), order, cursor, size=SHOWN)


def own_draft(editor: User, article: Article) -> Proposal | None:
    """Return the editor's open text of an article, in one query."""
    return Proposal.objects.filter(article=article, author=editor, state__in=OPEN_STATES).first()


def lock_of_colleague(editor: User, article: Article) -> EditLock | None:
    """Return the lock if a colleague is editing the article right now, in one query."""
    lock = EditLock.objects.select_related("holder").filter(article=article).exclude(holder=editor).first()
    return lock if lock and lock.is_fresh else None


def load_proposal(proposal_id: int) -> ProposalPage:
    """Return a proposed text with its comparison, in one query; raises Http404."""
    found = Proposal.objects.select_related("article__post", "author", "reviewer")
    proposal = found.filter(pk=proposal_id).first()
    if proposal is None:
        raise Http404
    article, post = proposal.article, proposal.article.post
    before = _whole_text(post.title, article.summary, post.tag_slugs, post.body)
    after = _whole_text(proposal.title, proposal.summary, proposal.tag_slugs, proposal.body)
    return ProposalPage(
        proposal=proposal,
        rows=side_by_side(before, after),
        structured=_compare_structured(article, proposal),
        is_stale=post.revision_count != proposal.base_revision,
    )


def _whole_text(title: str, summary: str, tags: list[str], body: str) -> str:
    return "\n".join([title, "", summary, "", ", ".join(tags), "", body])


def _compare_structured(article: Article, proposal: Proposal) -> list[Comparison]:
    """Return those of sources, evidence notes and related articles that the text changes."""
    pairs = [
        (_("Sources"), source_lines(article.sources), source_lines(proposal.sources)),
        (_("How sure is this?"), evidence_lines(article.evidence), evidence_lines(proposal.evidence)),
        (_("Read next"), "\n".join(article.related), "\n".join(proposal.related)),
    ]
    return [Comparison(label, side_by_side(old, new)) for label, old, new in pairs if old != new]
