"""The articles on the review board: what is due, who looks after it, how much it is read and whether it helps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db import models
from django.db.models import Case, Count, F, FloatField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from knowledge.models import Article, ArticleDay, HelpfulVote
from lib.dates import site_today
from lib.pagination import Order, Page, paginate
from posts.models import Post

SHOWN = 20
PEOPLE_MOST = 200
DUE_SOON = timedelta(days=30)
TRAFFIC = timedelta(days=30)
# Helpfulness counts as falling when the share of "yes" of the last four weeks lies this far below that of the
# twelve weeks before; with fewer answers than this in either span nothing is said.
RECENT, BEFORE = timedelta(weeks=4), timedelta(weeks=16)
FALL = 0.15
ENOUGH_ANSWERS = 8
# Puts what is overdue before everything else; more views than any article has in a month.
OVERDUE_FIRST = 1_000_000_000
SHOWS, SORTS = ("due", "falling", "all"), ("due", "read")
MINE, NOBODY = "mine", "nobody"
BY_DUE = Order("due", descending=False, sample=models.DateField())
MOST_READ = Order("urgency", sample=models.IntegerField())


@dataclass(frozen=True)
class Choice:
    """Which articles an editor wants to see: which kind of them, whose, in which order."""

    show: str = "due"
    owner: str = ""
    sort: str = "due"

    @property
    def query(self) -> str:
        """The same as the parameters of an address."""
        return urlencode({"show": self.show, "owner": self.owner, "sort": self.sort})


@dataclass(frozen=True)
class Trend:
    """The share of readers whom an article helped, in percent: of the last four weeks, of the twelve before."""

    recent: int
    before: int

    @property
    def is_falling(self) -> bool:
        return self.before - self.recent >= FALL * 100


@dataclass(frozen=True)
class BoardRow:
    """One article on the board; trend is None while too few readers have said anything."""

    article: Article
    views: int
    trend: Trend | None


@dataclass(frozen=True)
class BoardArticles:
    """The list of articles, and the people who can look after them."""

    choice: Choice
    page: Page[BoardRow]
    people: list[User]


def read_choice(query: Mapping[str, str]) -> Choice:
    """Return what an address asks for; what makes no sense is left out."""
    show, sort = query.get("show", ""), query.get("sort", "")
    owner = query.get("owner", "").replace("\x00", "")[:30]
    return Choice(show if show in SHOWS else "due", owner, sort if sort in SORTS else "due")


def possible_owners() -> models.QuerySet[User]:
    """Return the people who can look after articles; `knowledge.rules.can_own` is the rule."""
    roles = [Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR]
    return User.objects.filter(roles__overlap=roles, is_active=True).order_by("handle")


def load_board_articles(reader: User, choice: Choice, cursor: str) -> BoardArticles:
    """Return one page of articles in three queries: articles, readers' answers, people."""
    order = MOST_READ if choice.sort == "read" else BY_DUE
    page = paginate(_chosen(reader, choice), order, cursor, size=SHOWN)
    trends = _trends(article.pk for article in page.rows)
    rows = [BoardRow(article, article.views, trends.get(article.pk)) for article in page.rows]
    return BoardArticles(
        choice=choice,
        page=Page(rows, page.previous_cursor, page.next_cursor),
        people=list(possible_owners()[:PEOPLE_MOST]),
    )


def _chosen(reader: User, choice: Choice) -> models.QuerySet[Article]:
    today = site_today()
    articles = _with_traffic(today).select_related("post", "owner").defer("sources", "evidence", "headings")
    if choice.show == "due":
        articles = articles.filter(next_review_due__lt=today + DUE_SOON)
    if choice.show == "falling":
        articles = articles.filter(pk__in=_falling())
    return articles.filter(_owned(reader, choice.owner)).fetch_mode(models.FETCH_RAISE)


def _owned(reader: User, owner: str) -> Q:
    if owner == MINE:
        return Q(owner=reader)
    if owner == NOBODY:
        return Q(owner=None)
    return Q(owner__handle=owner) if owner else Q()


def _with_traffic(today: date) -> models.QuerySet[Article]:
    """Public articles with their views, the day they are due (the last of all days if never) and the urgency."""
    days = ArticleDay.objects.filter(article=OuterRef("pk"), day__gt=today - TRAFFIC).order_by()
    views = days.values("article").annotate(total=Sum("views")).values("total")
    late = Case(When(next_review_due__lt=today, then=Value(OVERDUE_FIRST)), default=Value(0))
    return Article.objects.filter(post__in=Post.objects.public()).annotate(
        views=Coalesce(Subquery(views), 0),
        due=Coalesce("next_review_due", Value(date.max)),
        urgency=F("views") + late,
    )


def _trends(articles: Iterable[int]) -> dict[int, Trend]:
    """Return how the share of "yes" of these articles moves, where enough readers have answered."""
    return {row["article"]: _trend_of(row) for row in _answers().filter(article__in=list(articles))}


def _trend_of(row: dict[str, int]) -> Trend:
    return Trend(
        recent=round(100 * row["recent_yes"] / row["recent"]),
        before=round(100 * row["before_yes"] / row["before"]),
    )


def _answers() -> models.QuerySet:
    """What readers answered, by article: recently and before that, where both are enough to say anything."""
    now = timezone.now()
    recent, before = Q(at__gte=now - RECENT), Q(at__lt=now - RECENT)
    yes = Q(is_helpful=True)
    counted = HelpfulVote.objects.filter(at__gte=now - BEFORE).order_by().values("article")
    counted = counted.annotate(
        recent=Count("pk", filter=recent),
        recent_yes=Count("pk", filter=recent & yes),
        before=Count("pk", filter=before),
        before_yes=Count("pk", filter=before & yes),
    )
    return counted.filter(recent__gte=ENOUGH_ANSWERS, before__gte=ENOUGH_ANSWERS)


def _falling() -> models.QuerySet:
    """Return the keys of the articles whose readers say "yes" clearly less often than before."""
    share = Cast(F("recent_yes"), FloatField()) / F("recent")
    share_before = Cast(F("before_yes"), FloatField()) / F("before")
    return _answers().annotate(fall=share_before - share).filter(fall__gte=FALL).values("article")
