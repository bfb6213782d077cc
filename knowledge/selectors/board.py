"""What editors and reviewers have to do."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models
from django.db.models import Count, F, FloatField, Q
from django.db.models.functions import Cast
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from knowledge.models import Article, ChangeRequest, EditLock, Proposal, ProposalState
from knowledge.models.proposal import OPEN_STATES
from lib.dates import site_today
from lib.text_diff import DiffRow, side_by_side
from posts.models import Post

SHOWN = 50
DUE_SOON = timedelta(days=30)
# Helpfulness counts as falling when the share of "yes" of the last four weeks lies this far below that of the
# twelve weeks before; with fewer answers than this in either span nothing is said.
RECENT, BEFORE = timedelta(weeks=4), timedelta(weeks=16)
FALL = 0.15
ENOUGH_ANSWERS = 8


@dataclass(frozen=True)
class Board:
    """All that waits for someone, each list at most SHOWN long."""

    waiting: list[Proposal]
    own: list[Proposal]
    safety: list[ChangeRequest]
    remarks: list[ChangeRequest]
    overdue: list[Article]
    due_soon: list[Article]
    falling: list[Article]


@dataclass(frozen=True)
class ProposalPage:
    """A proposed text beside what the article says now."""

    proposal: Proposal
    rows: list[DiffRow]
    is_stale: bool


def load_board(reader: User) -> Board:
    """Return the board in five queries."""
    proposals = Proposal.objects.select_related("article__post", "author").fetch_mode(models.FETCH_RAISE)
    requests = ChangeRequest.objects.filter(is_open=True).select_related("article__post", "reader")
    remarks = list(requests.order_by("-is_safety", "id")[:SHOWN])
    articles = _public_articles().order_by("next_review_due", "pk")
    today = site_today()
    due = list(articles.filter(next_review_due__lt=today + DUE_SOON)[:SHOWN])
    return Board(
        waiting=list(proposals.filter(state=ProposalState.SUBMITTED).order_by("submitted_at", "id")[:SHOWN]),
        own=list(proposals.filter(author=reader, state__in=OPEN_STATES).order_by("-id")[:SHOWN]),
        safety=[remark for remark in remarks if remark.is_safety],
        remarks=[remark for remark in remarks if not remark.is_safety],
        overdue=[article for article in due if article.is_overdue],
        due_soon=[article for article in due if not article.is_overdue],
        falling=list(_falling()[:SHOWN]),
    )


def _public_articles() -> models.QuerySet[Article]:
    found = Article.objects.filter(post__in=Post.objects.public())
    return found.select_related("post").fetch_mode(models.FETCH_RAISE)


def _falling() -> models.QuerySet[Article]:
    """Articles whose readers say "yes" clearly less often than before."""
    now = timezone.now()
    recent = Q(helpful_votes__at__gte=now - RECENT)
    before = Q(helpful_votes__at__gte=now - BEFORE, helpful_votes__at__lt=now - RECENT)
    yes = Q(helpful_votes__is_helpful=True)
    counted = _public_articles().annotate(
        recent=Count("helpful_votes", filter=recent),
        recent_yes=Count("helpful_votes", filter=recent & yes),
        before=Count("helpful_votes", filter=before),
        before_yes=Count("helpful_votes", filter=before & yes),
    )
    enough = counted.filter(recent__gte=ENOUGH_ANSWERS, before__gte=ENOUGH_ANSWERS)
    share = Cast(F("recent_yes"), FloatField()) / F("recent")
    share_before = Cast(F("before_yes"), FloatField()) / F("before")
    return enough.annotate(fall=share_before - share).filter(fall__gte=FALL).order_by("-fall", "pk")


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
        is_stale=post.revision_count != proposal.base_revision,
    )


def _whole_text(title: str, summary: str, tags: list[str], body: str) -> str:
    return "\n".join([title, "", summary, "", ", ".join(tags), "", body])
