"""Reads everything that the page of one question shows."""

from collections import defaultdict
from collections.abc import Sequence

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from accounts.readers import ReaderKind, SomeReader, kind_of, reader_of
from accounts.rules import Actor
from lib.pagination import Page, first_page, first_rows, paginate
from lib.prepared import Among, Prepared, Slot
from moderation.selectors.rights import view_thread
from notifications.selectors.subscriptions import is_followed
from posts.kinds import Kind
from posts.models import Post
from posts.querysets import PostQuerySet
from posts.rules import can_lock, is_author
from posts.selectors.bookmarks import is_kept
from posts.selectors.news import find_news, last_read
from posts.selectors.thread import (
    ANSWERS_SHOWN,
    BEST_FIRST,
    Comment,
    standing_of_author,
    standing_today,
    with_authors,
)
from qa import rules
from qa.models import Agreement, Claim, Correction, Question
from qa.selectors.before_asking import advice_for
from qa.selectors.desk import median_wait
from qa.selectors.intake import Told, read_intake
from qa.selectors.merges import merge_count
from qa.selectors.question_views import AnswerView, Danger, QuestionPage
from search.selectors.related import related_places

OPINION_COLUMNS = (
    "answer", "stance", "reason", "profession", "at", "expert__handle", "expert__display_name",
    "expert__expert_valid_until", "expert__leaves_at", "expert__erased_at",
)  # fmt: skip


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
    can_answer = rules.can_answer(reader, question)
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
        can_answer=can_answer,
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
        is_answered_by_reader=can_answer and any(is_author(reader, answer) for answer in answers),
    )


def danger_of(question: Question, told: Told, *, is_asker: bool) -> Danger | None:
    if not question.urgency:
        return None
    is_for_other = told.answers.is_about_somebody_else
    advice = advice_for(question.danger_categories, is_for_other=is_for_other) if is_asker else []
    return Danger(question.urgency, is_asker, advice, question.pk not in question.danger_posts)


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
