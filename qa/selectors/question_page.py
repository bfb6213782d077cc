"""Everything that the page of one question shows."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise

from accounts.models import User
from accounts.readers import ReaderKind, SomeReader, kind_of, reader_of
from accounts.roles import Profession
from accounts.rules import Actor
from lib.pagination import Page, first_page, first_rows, paginate
from lib.prepared import Among, Prepared, Slot
from lib.wilson import Share
from moderation.selectors.rights import Viewed, view_thread
from notifications.selectors.subscriptions import is_followed
from posts.kinds import Kind
from posts.models import Post
from posts.querysets import PostQuerySet
from posts.rules import can_lock, is_author
from posts.selectors.bookmarks import is_kept
from posts.selectors.news import News, find_news, last_read
from posts.selectors.thread import (
    ANSWERS_SHOWN,
    BEST_FIRST,
    Comment,
    standing_of_author,
    standing_today,
    with_authors,
)
from qa import rules
from qa.help_signs import HelpSigns, signs_for
from qa.models import Agreement, Claim, Correction, Question, Stance
from qa.models.outcome import Measure, Result
from qa.selectors.before_asking import advice_for
from qa.selectors.desk import median_wait
from qa.selectors.intake import Told, read_intake
from qa.selectors.merges import merge_count
from qa.standing import Act
from search.selectors.related import RelatedPlaces, related_places

OPINION_COLUMNS = (
    "answer", "stance", "reason", "profession", "at", "expert__handle", "expert__display_name",
    "expert__expert_valid_until", "expert__leaves_at", "expert__erased_at",
)  # fmt: skip


@dataclass(frozen=True)
class CorrectionNote:
    """When an answer was corrected, and why."""

    at: datetime
    reason: str


@dataclass(frozen=True)
class ProfessionRow:
    """How many experts of one profession said what about an answer."""

    label: str | Promise
    agree: int
    caveat: int
    disagree: int


@dataclass
class AnswerView:
    """An answer with the standing frozen into it, the opinions of colleagues and the reader's rights."""

    post: Post
    standing_today: str
    viewed: Viewed
    can_agree: bool
    can_accept: bool
    can_retract: bool
    can_react: bool
    is_accepted: bool
    comments: list[Comment]
    opinions: list[Agreement] = field(default_factory=list)

    @property
    def corrections(self) -> list[CorrectionNote]:
        return [CorrectionNote(parse_datetime(row["at"]), row["reason"]) for row in self.post.corrections]

    @property
    def helped(self) -> Share:
        """How many of the readers who said so were helped."""
        return Share(self.post.up_count, self.post.up_count + self.post.down_count)

    @property
    def counted(self) -> list[Agreement]:
        """The opinions of those who are verified today; only they count."""
        return [opinion for opinion in self.opinions if opinion.expert.is_verified_expert]

    @property
    def former(self) -> list[Agreement]:
        """What was said by those who are verified no longer."""
        return [opinion for opinion in self.opinions if not opinion.expert.is_verified_expert]

    @property
    def agreeing(self) -> list[Agreement]:
        return self._counted_as(Stance.AGREE)

    @property
    def caveats(self) -> list[Agreement]:
        return self._counted_as(Stance.CAVEAT)

    @property
    def disagreeing(self) -> list[Agreement]:
        return self._counted_as(Stance.DISAGREE)

    @property
    def by_profession(self) -> list[ProfessionRow]:
        """How many of each profession agree, agree with a caveat, disagree; in the order of the professions."""
        counts = Counter((opinion.profession, opinion.stance) for opinion in self.counted)
        heard = {profession for profession, _stance in counts}
        return [
            ProfessionRow(one.label, *(counts[one.value, stance] for stance in Stance))
            for one in Profession
            if one.value in heard
        ]

    def _counted_as(self, stance: Stance) -> list[Agreement]:
        return [opinion for opinion in self.counted if opinion.stance == stance]


@dataclass(frozen=True)
class Danger:
    """What stands of the red flags: with advice for the asker, without for everybody else."""

    urgency: str
    is_asker: bool
    advice: list[str]


@dataclass(frozen=True)
class QuestionPage:
    """One question with its answers and comments, as one reader sees it."""

    post: Post
    question: Question
    told: Told
    danger: Danger | None
    asker_title: str
    viewed: Viewed
    can_answer: bool
    acts: frozenset[Act]
    can_lock: bool
    merge_count: int
    is_kept: bool
    is_followed: bool
    can_tell: bool
    answers: list[AnswerView]
    pages: Page[Post]
    experiences: list[Comment]
    comments: list[Comment]
    related: RelatedPlaces
    news: News
    # For an asker who waits: in how many hours half of the latest had their first answer; 0 where unknown.
    wait_hours: int = 0

    @property
    def is_first(self) -> bool:
        """Whether the answers on the page are the best ones."""
        return self.pages.previous_cursor is None

    @property
    def answer_total(self) -> int:
        """The number of all answers; of a single page those that the reader sees."""
        is_whole = self.is_first and self.pages.next_cursor is None
        return len(self.standing) if is_whole else self.post.answer_count

    @property
    def standing(self) -> list[AnswerView]:
        """The answers that their authors stand by."""
        return [answer for answer in self.answers if not answer.post.is_retracted]

    @property
    def answered_by(self) -> str:
        """Who is answering the question now; pages that are kept for guests do not say it, because it ends."""
        return self.post.answered_by or ""

    @property
    def help_signs(self) -> HelpSigns | None:
        """When to get help with the place that this reader knows of."""
        return signs_for(self.told.site)

    @property
    def outcome(self) -> str | Promise:
        """What the asker said last about how it is, in words; empty before that."""
        said = self.question.outcome
        return Result(said).label if said else ""

    @property
    def outcome_helped(self) -> list[str | Promise]:
        return [Measure(one).label for one in self.question.outcome_helped]

    @property
    def quotable(self) -> list[AnswerView]:
        """The answers whose beginning can stand alone: against which no expert warns."""
        return [answer for answer in self.standing if answer.post.answer.warned_at is None]


def load_question(post_id: int, reader: Actor) -> Post:
    """Return the post of a question that the reader may see, in one query; raises Http404."""
    found = _question(kind_of(reader), post_id=post_id, reader=reader.pk, now=timezone.now())
    if not found or found[0].merged_into_id:
        raise Http404
    return found[0]


@Prepared
def _question(kind: ReaderKind) -> models.QuerySet[Post]:
    reader = reader_of(kind)
    posts = Post.objects.filter(kind=Kind.QUESTION, pk=Slot("post_id", models.BigAutoField()))
    joined = ["author", "author__credential", "question", "question__duplicate_of", "intake"]
    # Encrypted; qa.selectors.intake opens them for those who may see them.
    secret = ["private_details"] if reader.is_authenticated else []
    found = posts.visible_to(reader).select_related(*joined, *secret)
    return found.annotate(
        merge_count=merge_count(),
        is_kept=is_kept(reader),
        is_followed=is_followed(reader),
        read_at=last_read(reader),
        answered_by=Subquery(_answering()),
    ).fetch_mode(models.FETCH_RAISE)


def _answering() -> models.QuerySet:
    """The name of who is answering a question now, in the same query."""
    now = Slot("now", models.DateTimeField())
    claims = Claim.objects.filter(question_id=OuterRef("pk"), is_open=True, until__gt=now)
    name = Coalesce(NullIf("expert__display_name", Value("")), "expert__handle")
    return claims.values(name=name)[:1]


def load_page(post: Post, reader: Actor, cursor: str = "") -> QuestionPage:
    """Return the page of a question from `load_question`, with the best answers or those after the cursor.

    Four queries more (answers, opinions, comments, what is related), one more for the reader's votes
    when signed in, one more when something on the page is hidden.
    """
    at = timezone.now()
    pages = _answers(post, reader, cursor)
    answers = pages.rows
    thread = view_thread([post, *answers], reader)
    opinions = _opinions(answers)
    question = post.question
    own = thread.comments.get(post.pk, [])
    told = read_intake(post, reader)
    danger = danger_of(question, told, is_asker=is_author(reader, post))
    _say_where(danger, question, thread.flat)
    return QuestionPage(
        post=post,
        question=question,
        told=told,
        danger=danger,
        asker_title=standing_of_author(post),
        viewed=thread.viewed[post.pk],
        can_answer=rules.can_answer(reader, question),
        acts=rules.acts_of(reader, question),
        can_lock=can_lock(reader, post),
        merge_count=post.merge_count,
        is_kept=post.is_kept,
        is_followed=post.is_followed,
        can_tell=rules.can_tell_details(reader, post),
        answers=[
            AnswerView(
                post=answer,
                standing_today=standing_today(answer.author),
                viewed=thread.viewed[answer.pk],
                can_agree=rules.can_agree(reader, answer),
                can_accept=rules.can_accept(reader, question, answer),
                can_retract=rules.can_retract(reader, answer),
                can_react=rules.can_react(reader, answer),
                is_accepted=answer.pk == question.accepted_answer_id,
                comments=thread.comments.get(answer.pk, []),
                opinions=opinions.get(answer.pk, []),
            )
            for answer in answers
        ],
        pages=pages,
        experiences=[comment for comment in own if comment.post.is_experience],
        comments=[comment for comment in own if not comment.post.is_experience],
        related=related_places(post.pk),
        news=find_news(post, answers, thread.flat, reader, at),
        wait_hours=_wait_hours(post, reader) if not answers else 0,
    )


def danger_of(question: Question, told: Told, *, is_asker: bool) -> Danger | None:
    if not question.urgency:
        return None
    is_for_other = told.answers.is_about_somebody_else
    advice = advice_for(question.danger_categories, is_for_other=is_for_other) if is_asker else []
    return Danger(question.urgency, is_asker, advice)


def _say_where(danger: Danger | None, question: Question, comments: Sequence[Comment]) -> None:
    """Lay what was found on the comments in which it was found."""
    for comment in comments:
        if comment.post.pk in question.danger_posts:
            comment.post.danger = danger


def _answers(post: Post, reader: Actor, cursor: str) -> Page[Post]:
    if cursor:
        found = _answers_of(post.pk, reader)
        return paginate(found, BEST_FIRST, cursor, size=ANSWERS_SHOWN)
    best = _best_answers(kind_of(reader), question=post.pk, reader=reader.pk)
    return first_page(best, BEST_FIRST, size=ANSWERS_SHOWN)


@Prepared
def _best_answers(kind: ReaderKind) -> models.QuerySet[Post]:
    found = _answers_of(Slot("question", models.BigAutoField()), reader_of(kind))
    return first_rows(found, BEST_FIRST, size=ANSWERS_SHOWN)


def _answers_of(question: int | Slot, reader: Actor | SomeReader) -> PostQuerySet:
    found = Post.objects.filter(parent_id=question, kind=Kind.ANSWER).visible_to(reader)
    return with_authors(found, "answer").annotate(corrections=ArraySubquery(_corrections()))


def _corrections() -> models.QuerySet:
    """The corrections of an answer as (time, reason) in the same query, the latest first."""
    found = Correction.objects.filter(answer_id=OuterRef("pk")).order_by("-id")
    return found.values(json=JSONObject(at="at", reason="reason"))


def _wait_hours(post: Post, reader: Actor) -> int:
    """How long an asker may have to wait; one query an hour for everybody together."""
    wait = median_wait() if is_author(reader, post) else None
    return max(1, round(wait.total_seconds() / 3600)) if wait else 0


def _opinions(answers: Sequence[Post]) -> dict[int, list[Agreement]]:
    by_answer: dict[int, list[Agreement]] = defaultdict(list)
    keys = [answer.pk for answer in answers]
    for opinion in _opinions_about(answers=keys) if keys else ():
        by_answer[opinion.answer_id].append(opinion)
    return by_answer


@Prepared
def _opinions_about() -> models.QuerySet[Agreement]:
    found = Agreement.objects.filter(Among("answer_id", "answers", models.BigIntegerField()))
    return (
        found.select_related("expert")
        .only(*OPINION_COLUMNS)
        .order_by("at", "id")
        .fetch_mode(models.FETCH_RAISE)
    )


def opinion_of(reader: User, answer: Post) -> dict[str, str]:
    """Return the opinion that an expert has given already, as the form takes it; one query."""
    given = Agreement.objects.filter(expert=reader, answer_id=answer.pk).values("stance", "reason").first()
    return given or {}
