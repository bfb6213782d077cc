"""Everything that the page of one question shows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.dateparse import parse_datetime

from accounts.models import User
from accounts.rules import Actor
from lib.pagination import Page, paginate
from moderation.selectors.rights import Viewed, view_thread
from posts.kinds import Kind
from posts.models import Post
from posts.rules import can_lock, is_author
from posts.selectors.thread import (
    ANSWERS_SHOWN,
    BEST_FIRST,
    Comment,
    standing_of_author,
    standing_today,
    with_authors,
)
from qa import rules
from qa.models import Agreement, Correction, Question, Stance
from qa.selectors.before_asking import advice_for
from qa.selectors.intake import Told, read_intake
from qa.selectors.merges import merge_count
from qa.standing import Act
from search.selectors.related import RelatedPlaces, related_places


@dataclass(frozen=True)
class CorrectionNote:
    """When an answer was corrected, and why."""

    at: datetime
    reason: str


@dataclass
class AnswerView:
    """An answer with the standing frozen into it, the opinions of colleagues and the reader's rights."""

    post: Post
    standing_today: str
    viewed: Viewed
    can_agree: bool
    can_accept: bool
    can_retract: bool
    is_accepted: bool
    comments: list[Comment]
    opinions: list[Agreement] = field(default_factory=list)

    @property
    def corrections(self) -> list[CorrectionNote]:
        return [CorrectionNote(parse_datetime(row["at"]), row["reason"]) for row in self.post.corrections]

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
    can_tell: bool
    answers: list[AnswerView]
    pages: Page[Post]
    experiences: list[Comment]
    comments: list[Comment]
    related: RelatedPlaces

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


def load_question(post_id: int, reader: Actor) -> Post:
    """Return the post of a question that the reader may see, in one query; raises Http404."""
    posts = Post.objects.filter(kind=Kind.QUESTION).visible_to(reader)
    joined = ["author", "author__credential", "question", "question__duplicate_of", "intake"]
    # Encrypted; qa.selectors.intake opens them for those who may see them.
    secret = ["private_details"] if reader.is_authenticated else []
    found = posts.select_related(*joined, *secret).annotate(merge_count=merge_count())
    found = found.filter(pk=post_id)
    post = found.fetch_mode(models.FETCH_RAISE).first()
    if post is None or post.merged_into_id:
        raise Http404
    return post


def load_page(post: Post, reader: Actor, cursor: str = "") -> QuestionPage:
    """Return the page of a question from `load_question`, with the best answers or those after the cursor.

    Four queries more (answers, opinions, comments, what is related), one more for the reader's votes
    when signed in, one more when something on the page is hidden.
    """
    pages = _answers(post, reader, cursor)
    answers = pages.rows
    thread = view_thread([post, *answers], reader)
    opinions = _opinions(answers)
    question = post.question
    own = thread.comments.get(post.pk, [])
    told = read_intake(post, reader)
    return QuestionPage(
        post=post,
        question=question,
        told=told,
        danger=danger_of(question, told, is_asker=is_author(reader, post)),
        asker_title=standing_of_author(post),
        viewed=thread.viewed[post.pk],
        can_answer=rules.can_answer(reader, question),
        acts=rules.acts_of(reader, question),
        can_lock=can_lock(reader, post),
        merge_count=post.merge_count,
        can_tell=rules.can_tell_details(reader, post),
        answers=[
            AnswerView(
                post=answer,
                standing_today=standing_today(answer.author),
                viewed=thread.viewed[answer.pk],
                can_agree=rules.can_agree(reader, answer),
                can_accept=rules.can_accept(reader, question, answer),
                can_retract=rules.can_retract(reader, answer),
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
    )


def danger_of(question: Question, told: Told, *, is_asker: bool) -> Danger | None:
    if not question.urgency:
        return None
    is_for_other = told.answers.is_about_somebody_else
    advice = advice_for(question.danger_categories, is_for_other=is_for_other) if is_asker else []
    return Danger(question.urgency, is_asker, advice)


def _answers(post: Post, reader: Actor, cursor: str) -> Page[Post]:
    found = Post.objects.filter(parent_id=post.pk, kind=Kind.ANSWER).visible_to(reader)
    found = with_authors(found, "answer").annotate(corrections=ArraySubquery(_corrections()))
    return paginate(found, BEST_FIRST, cursor, size=ANSWERS_SHOWN)


def _corrections() -> models.QuerySet:
    """The corrections of an answer as (time, reason) in the same query, the latest first."""
    found = Correction.objects.filter(answer_id=OuterRef("pk")).order_by("-id")
    return found.values(json=JSONObject(at="at", reason="reason"))


def _opinions(answers: Sequence[Post]) -> dict[int, list[Agreement]]:
    by_answer: dict[int, list[Agreement]] = defaultdict(list)
    found = Agreement.objects.filter(answer_id__in=[answer.pk for answer in answers])
    for opinion in found.select_related("expert").order_by("at", "id"):
        by_answer[opinion.answer_id].append(opinion)
    return by_answer


def opinion_of(reader: User, answer: Post) -> dict[str, str]:
    """Return the opinion that an expert has given already, as the form takes it; one query."""
    given = Agreement.objects.filter(expert=reader, answer_id=answer.pk).values("stance", "reason").first()
    return given or {}
