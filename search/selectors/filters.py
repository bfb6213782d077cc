"""What the operators of a query mean for documents."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, F, Func, IntegerField, Q
from django.db.models.lookups import GreaterThan
from django.utils.timezone import make_aware

from accounts.models import User
from posts.models import Post, PostTag, Tag
from search.models import LANGUAGE, OF_AN_ARTICLE, DocumentKind
from search.query import Filter, Query

LOOKUPS = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte", "=": "exact"}


class WordCount(Func):
    """How many words are left of a query when those that say nothing are gone."""

    function = "numnode"
    output_field = IntegerField()


class IsAmong(Func):
    """Whether a column is one of what a subquery finds, which is read once and leads into an index."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def conditions_of(query: Query, *, as_indexed: bool = False) -> Q:
    """Return what a document has to meet: each operator and phrase, and none of what is left out.

    `as_indexed` asks the index alone where it knows the same, which may be a moment behind: much quicker for
    picking candidates, which have to meet the exact conditions when they are shown.
    """
    wanted = Q()
    for one in query.filters:
        meant = _meaning(one, as_indexed=as_indexed)
        wanted &= ~meant if one.is_negated else meant
    for phrase in query.phrases:
        wanted &= Q(vector=_phrase(phrase))
    for words in query.excluded:
        wanted &= ~Q(vector=_phrase(words))
    return wanted


def _meaning(one: Filter, *, as_indexed: bool) -> Q:
    if as_indexed and one.name == "is" and one.value in AS_INDEXED:
        return AS_INDEXED[one.value]
    if as_indexed and one.name in LOOKED_UP and not one.is_negated:
        return LOOKED_UP[one.name](str(one.value))
    return MEANING[one.name](one.value)


def _phrase(words: str) -> SearchQuery:
    return SearchQuery(words, config=LANGUAGE, search_type="phrase")


def _by(handle: str) -> Q:
    """What somebody wrote under the own name, and the own card; a mask and a guest's name are no handles."""
    return Q(post__author__handle=handle, post__byline="") | Q(person__handle=handle)


def _by_as_indexed(handle: str) -> Q:
    posts = ArraySubquery(Post.objects.under_own_name().filter(author__handle=handle).values("pk"))
    people = ArraySubquery(User.objects.filter(handle=handle).values("pk"))
    return Q(IsAmong(F("post_id"), posts)) | Q(IsAmong(F("person_id"), people))


def _is(state: str) -> Q:
    question = Q(kind=DocumentKind.QUESTION)
    return {
        "answered": question & Q(post__answer_count__gt=0),
        "unanswered": question & Q(post__answer_count=0),
        "question": question,
        "article": Q(kind__in=OF_AN_ARTICLE) & ~Q(kind=DocumentKind.FAQ),
        "faq": Q(kind=DocumentKind.FAQ),
    }[state]


def _score(value: tuple[str, int]) -> Q:
    sign, number = value
    return Q(**{f"post__score__{LOOKUPS[sign]}": number})


def _before(day: date) -> Q:
    return Q(post__created_at__lt=_beginning(day))


def _after(day: date) -> Q:
    return Q(post__created_at__gte=_beginning(day))


def _beginning(day: date) -> datetime:
    """A moment, not a day: an index knows it."""
    return make_aware(datetime.combine(day, time.min))


def _tag(slug: str) -> Q:
    return Q(post__tag_slugs__contains=[slug]) | Q(tag__slug=slug)


def _tag_as_indexed(slug: str) -> Q:
    """Questions that have the topic as a word among their topics (or in their summary), and all else that has it.

    Without asking the posts one index finds words and topic together. What carries a topic that is no word of the
    language ("other") is looked up first.
    """
    words = SearchQuery(f"'{slug}':B", config=LANGUAGE, search_type="raw")
    question = Q(kind=DocumentKind.QUESTION)
    is_word = Q(GreaterThan(WordCount(words), 0))
    return (is_word & (Q(vector=words) | ~question) & (question | _tag(slug))) | (~is_word & _carries(slug))


def _carries(slug: str) -> Q:
    posts = ArraySubquery(PostTag.objects.filter(tag__slug=slug).values("content_object_id"))
    tags = ArraySubquery(Tag.objects.filter(slug=slug).values("pk"))
    return Q(IsAmong(F("post_id"), posts)) | Q(IsAmong(F("tag_id"), tags))


def _site(site: str) -> Q:
    return Q(body_sites__contains=[site])


MEANING: dict[str, Callable[[Any], Q]] = {
    "tag": _tag, "site": _site, "user": _by, "is": _is, "score": _score, "before": _before, "after": _after,
}  # fmt: skip
# A question without public answers has none of their words. Without a join a common word finds them at once.
AS_INDEXED: dict[object, Q] = {
    "answered": Q(kind=DocumentKind.QUESTION) & ~Q(answers=""),
    "unanswered": Q(kind=DocumentKind.QUESTION, answers=""),
}
# What an index leads to, instead of asking for each document.
LOOKED_UP: dict[str, Callable[[str], Q]] = {"tag": _tag_as_indexed, "user": _by_as_indexed}
