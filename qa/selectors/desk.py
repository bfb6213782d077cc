"""The desk of an expert: what waits in their scope, the most urgent first."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db import models
from django.db.models import Case, Exists, F, FloatField, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Extract, Floor
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import ExpertCredential, User
from lib.dates import site_today
from lib.pagination import Order, Page, paginate
from posts.kinds import Kind
from posts.models import Post
from posts.selectors.rows import PostRow, row_of
from qa.models import Standing, Urgency
from qa.models.desk import Claim, DeskSettings, Paragraph, Referral

# Older ones are archived, or nobody waits for them any more.
WAITS_AT_MOST = timedelta(days=180)
A_DAY = 86_400
WEEK = timedelta(days=7)
HARD_PAIN = 8
# Strong pain or ruined nights: after whatever is dangerous, before the others.
HARD = Q(intake__pain__gte=HARD_PAIN) | Q(intake__sleep="most")
# More than what days and details add up to.
A_RANK = 10_000_000
COLLEAGUES = 30
MEDIAN_OF, MEDIAN_LEAST = 200, 10
MEDIAN_KEPT = 3_600
IN_ORDER = Order("desk_place", descending=False, sample=models.IntegerField())


@dataclass(frozen=True)
class DeskRow:
    """A question that waits: how complete it is, and who is answering it."""

    row: PostRow
    known_parts: int
    urgency: str | Promise
    is_pressing: bool
    claimed_by: str
    is_mine: bool


@dataclass(frozen=True)
class Desk:
    """All that an expert sees at the desk."""

    page: Page[DeskRow]
    referrals: list[Referral]
    settings: DeskSettings | None
    answered: int

    @property
    def is_away(self) -> bool:
        away = self.settings.away_until if self.settings else None
        return away is not None and away >= site_today()

    @property
    def is_full(self) -> bool:
        limit = self.settings.weekly_limit if self.settings else None
        return limit is not None and self.answered >= limit


def load_desk(expert: User, cursor: str) -> Desk:
    """Return the desk of a verified expert in five queries, however much waits."""
    credential = ExpertCredential.objects.get(user=expert)
    waiting = _in_scope(_waiting(), credential).exclude(author=expert)
    page = paginate(_with_place(waiting).fetch_mode(models.FETCH_RAISE), IN_ORDER, cursor)
    rows = [_row(post, expert) for post in page.rows]
    referrals = Referral.objects.filter(expert=expert, closed_at=None).order_by("-id")
    return Desk(
        page=Page(rows, page.previous_cursor, page.next_cursor),
        referrals=list(referrals.select_related("question__post", "asked_by")[:COLLEAGUES]),
        settings=DeskSettings.objects.filter(expert=expert).first(),
        answered=answers_this_week(expert),
    )


def answers_this_week(expert: User) -> int:
    """Return how many answers an expert has written within seven days."""
    since = timezone.now() - WEEK
    return Post.objects.filter(author=expert, kind=Kind.ANSWER, created_at__gt=since).count()


def _waiting() -> models.QuerySet[Post]:
    recent = Post.objects.public().unanswered().filter(created_at__gt=timezone.now() - WAITS_AT_MOST)
    return recent.filter(question__standing=Standing.OPEN)


def _in_scope(posts: models.QuerySet[Post], credential: ExpertCredential) -> models.QuerySet[Post]:
    """What the credential is for: its places and tags. Without either, and without a place, everything."""
    if not credential.scope_sites and not credential.scope_tags:
        return posts
    fits = Q(tag_slugs__overlap=credential.scope_tags) if credential.scope_tags else Q()
    if credential.scope_sites:
        fits |= Q(body_site__in=[*credential.scope_sites, ""])
    return posts.filter(fits)


def _with_place(posts: models.QuerySet[Post]) -> models.QuerySet[Post]:
    """Give each question its place: by urgency, then by whole days of waiting, then the more complete first.

    One number, so that a page can begin behind any of them.
    """
    claims = Claim.objects.filter(question_id=OuterRef("pk"), is_open=True, until__gt=timezone.now())
    seconds = Extract(F("created_at"), "epoch", output_field=FloatField())
    day = Cast(Floor(seconds / Value(float(A_DAY))), IntegerField())
    return posts.select_related("intake").annotate(
        urgency=F("question__urgency"),
        is_pressing=Case(When(HARD, then=Value(True)), default=Value(False)),
        desk_place=Case(
            *(When(question__urgency=one, then=Value(rank * A_RANK)) for rank, one in enumerate(Urgency)),
            When(HARD, then=Value(len(Urgency) * A_RANK)),
            default=Value((len(Urgency) + 1) * A_RANK),
        )
        + day * Value(100)
        + Value(50)
        - F("intake__known_parts"),
        claimed_by=Subquery(claims.values("expert__display_name")[:1]),
        claimed_handle=Subquery(claims.values("expert__handle")[:1]),
        claimed_id=Subquery(claims.values("expert_id")[:1]),
    )


def _row(post: Post, expert: User) -> DeskRow:
    return DeskRow(
        row=row_of(post),
        known_parts=post.intake.known_parts,
        urgency=Urgency(post.urgency).label if post.urgency else "",
        is_pressing=post.is_pressing,
        claimed_by=post.claimed_by or post.claimed_handle or "",
        is_mine=post.claimed_id == expert.pk,
    )


def paragraphs_of(expert: User) -> list[Paragraph]:
    return list(Paragraph.objects.filter(expert=expert).order_by("title"))


def colleagues_for(question: Post, actor: User) -> models.QuerySet[User]:
    """Return the experts who can be asked about a question: its place in their scope, not away, below their limit."""
    experts = User.objects.verified_experts().exclude(pk__in=[actor.pk, question.author_id])
    if question.body_site:
        experts = experts.filter(
            Q(credential__scope_sites=[]) | Q(credential__scope_sites__contains=[question.body_site])
        )
    away = DeskSettings.objects.filter(expert_id=OuterRef("pk"), away_until__gte=site_today())
    return experts.filter(~Exists(away)).order_by("handle")


def claim_on(question_id: int) -> Claim | None:
    """Return who is answering a question now, in one query."""
    found = Claim.objects.filter(question_id=question_id, is_open=True, until__gt=timezone.now())
    return found.select_related("expert").first()


def median_wait() -> timedelta | None:
    """Return how long askers waited for their first answer, of the latest; None while they are too few."""
    return cache.get_or_set("qa.median-wait", _median_wait, MEDIAN_KEPT)


def _median_wait() -> timedelta | None:
    first = Post.objects.public().filter(kind=Kind.ANSWER, parent_id=OuterRef("pk")).order_by("created_at")
    answered = Post.objects.public().questions().filter(answer_count__gt=0).order_by("-created_at", "-id")
    latest = answered.annotate(first=Subquery(first.values("created_at")[:1]))[:MEDIAN_OF]
    waits = [at - asked for asked, at in latest.values_list("created_at", "first") if at]
    return sorted(waits)[len(waits) // 2] if len(waits) >= MEDIAN_LEAST else None
