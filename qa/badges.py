"""Badges for asking, answering and weighing answers."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.badges import Badge
from audit.models import AuditEvent
from posts.kinds import Kind
from posts.models import Post, Revision
from posts.querysets import PostQuerySet
from qa.models import Stance

AGREEING = (Stance.AGREE, Stance.CAVEAT)
NIGHT_HOURS = (22, 23, 0, 1, 2, 3, 4, 5)
LONG_WAIT = timedelta(days=7)
LATER = timedelta(days=1)


def _authors(posts: PostQuerySet) -> Iterable[int]:
    """Who wrote these posts under their own name: a badge must not tell who wears a mask."""
    return posts.under_own_name().order_by().values_list("author_id", flat=True).distinct()


def _answers() -> PostQuerySet:
    return Post.objects.public().filter(kind=Kind.ANSWER)


def _helpful_answers() -> PostQuerySet:
    return _answers().filter(up_count__gt=0)


def first_help() -> Iterable[int]:
    return _authors(_helpful_answers())


def settled() -> Iterable[int]:
    agreed = Count("answer__agreements", filter=Q(answer__agreements__stance__in=AGREEING))
    return _authors(
        _answers().filter(accepted_by__isnull=False).annotate(agreed=agreed).filter(agreed__gte=2)
    )


def of_one_mind() -> Iterable[int]:
    agreed = Count("answer__agreements", filter=Q(answer__agreements__stance__in=AGREEING))
    opinions = Count("answer__agreements")
    return _authors(
        _answers().annotate(agreed=agreed, opinions=opinions).filter(agreed__gte=3, opinions=F("agreed"))
    )


def night_watch() -> Iterable[int]:
    return _authors(_helpful_answers().filter(created_at__hour__in=NIGHT_HOURS))


def worth_the_wait() -> Iterable[int]:
    earlier = Post.objects.filter(
        parent_id=OuterRef("parent_id"), kind=Kind.ANSWER, created_at__lt=OuterRef("created_at")
    )
    late = _helpful_answers().filter(created_at__gte=F("root__created_at") + LONG_WAIT)
    return _authors(late.filter(~Exists(earlier)))


def _disagreements() -> "AuditEvent.objects":
    return AuditEvent.objects.filter(
        action="answer.opinion", target_type="post", details__stance=Stance.DISAGREE
    )


def second_look() -> Iterable[int]:
    first = _disagreements().filter(target_id=OuterRef("post_id")).order_by("at").values("at")[:1]
    corrections = Revision.objects.filter(
        post__in=_answers(), number__gt=1, editor_id=F("post__author_id"), created_at__gt=Subquery(first)
    )
    return corrections.order_by().values_list("editor_id", flat=True).distinct()


def good_catch() -> Iterable[int]:
    corrections = Revision.objects.filter(
        post_id=OuterRef("target_id"),
        number__gt=1,
        editor_id=F("post__author_id"),
        created_at__gt=OuterRef("at"),
    )
    found = _disagreements().filter(Exists(corrections), actor__isnull=False)
    return found.order_by().values_list("actor_id", flat=True).distinct()


def closed_the_loop() -> Iterable[int]:
    return _authors(Post.objects.public().filter(question__accepted_answer__isnull=False))


def reported_back() -> Iterable[int]:
    reports = Post.objects.public().filter(
        kind=Kind.COMMENT,
        author_id=F("root__author_id"),
        parent__accepted_by__isnull=False,
        created_at__gte=F("parent__created_at") + LATER,
    )
    return _authors(reports)


def good_question() -> Iterable[int]:
    return _authors(Post.objects.public().questions().filter(up_count__gte=5, answer_count__gte=1))


def experience_that_helped() -> Iterable[int]:
    return _authors(Post.objects.public().filter(is_experience=True, up_count__gte=3))


BADGES = (
    Badge("first-help", _("First help"), _("Wrote an answer that somebody found helpful."), "hand-helping",
          first_help),
    Badge("settled", _("Settled"), _("Wrote an answer that the asker accepted and two experts agreed with."),
          "circle-check", settled),
    Badge("of-one-mind", _("Of one mind"),
          _("Wrote an answer with which three experts agree and none disagrees."), "users-round", of_one_mind),
    Badge("night-watch", _("Night watch"),
          _("Wrote an answer that helped between ten in the evening and six in the morning (UTC)."), "moon",
          night_watch),
    Badge("worth-the-wait", _("Worth the wait"),
          _("Gave the first answer to a question that had waited for more than a week, and it helped."),
          "hourglass", worth_the_wait),
    Badge("second-look", _("Second look"), _("Changed an own answer after a colleague disagreed with it."),
          "rotate-ccw", second_look),
    Badge("good-catch", _("Good catch"), _("Disagreed with an answer, and its author changed it afterwards."),
          "search-check", good_catch),
    Badge("closed-the-loop", _("Closed the loop"),
          _("Accepted an answer, so that the next one in pain knows where to begin."), "repeat",
          closed_the_loop),
    Badge("reported-back", _("Reported back"),
          _("Came back after a day or more and told under the accepted answer how it went."),
          "message-circle-reply", reported_back),
    Badge("good-question", _("Good question"),
          _("Asked a question that five people found helpful and an expert answered."), "circle-question-mark",
          good_question),
    Badge("been-there", _("Been there"), _("Shared an own experience that three people found helpful."),
          "footprints", experience_that_helped),
)  # fmt: skip
