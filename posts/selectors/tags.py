"""Tags: the list of all, completion while typing, one tag's page, and what was merged."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.http import Http404

from accounts.models import User
from accounts.rules import Actor
from lib.body_sites import BodySite
from lib.dates import site_today
from lib.pagination import Order, Page, first_page, first_rows, paginate
from lib.prepared import Prepared, Slot
from posts.models import Post, Tag, TagExpert, TagFollow, TagMerge, TagRevision
from posts.querysets import PostQuerySet
from posts.selectors.rows import PostRow, as_rows, list_rows, narrow
from posts.selectors.thread import AUTHOR_COLUMNS
from posts.tag_names import RESERVED_TAGS, read_tag

AROUND_COLUMNS = ("name", "slug", "parent", "synonym_of", "post_count", "is_curated")
EXPERT_COLUMNS = (
    "tag",
    "answer_count",
    "points",
    *(f"person__{name.removeprefix('author__')}" for name in AUTHOR_COLUMNS),
)
COMPLETIONS = 8
REVISIONS_SHOWN = 10
# Newest first, by the index of the topic.
FILED = Order("filed_at", sample=models.DateTimeField())


@dataclass(frozen=True)
class TagPage:
    """A tag and one page of what carries it; `narrower` and `words` are its children and synonyms."""

    tag: Tag
    above: list[Tag]
    narrower: list[Tag]
    words: list[Tag]
    experts: list[TagExpert]
    page: Page[PostRow]
    is_followed: bool


def list_tags(cursor: str, where: str = "") -> Page[Tag]:
    """Return one page of the tags in use, the most used first, in one query; `where` is a place of the body.

    Topics of a place are those that say so, and the narrower ones below them.
    """
    tags = Tag.objects.filter(post_count__gt=0)
    if where in BodySite:
        tags = tags.filter(Q(body_site=where) | Q(parent__body_site=where))
    return paginate(tags, Order("post_count"), cursor, size=60)


def complete(text: str) -> list[Tag]:
    """Return the most used tags that begin with what was typed, or that a word beginning so leads to; one query."""
    prefix = read_tag(text)
    if prefix is None:
        return []
    wanted = Q(name__startswith=prefix) | Q(pk__in=_led_to(prefix))
    found = Tag.objects.filter(wanted, synonym_of=None).exclude(name__in=RESERVED_TAGS)
    found = found.filter(Q(post_count__gt=0) | Q(is_curated=True))
    return list(found.order_by("-post_count", "name")[:COMPLETIONS])


def _led_to(prefix: str) -> models.QuerySet:
    words = Tag.objects.filter(name__startswith=prefix, synonym_of__isnull=False)
    return words.values("synonym_of")


def get_tag(slug: str) -> Tag:
    """Return a tag, or the one that a word leads to, with the wider ones above; one query; raises Http404.

    Unused tags are gone for readers, unless the site's list has them.
    """
    name = read_tag(slug)
    found = _tags(slug=name) if name else []
    if not found or not (found[0].synonym_of_id or found[0].post_count or found[0].is_curated):
        raise Http404
    return found[0]


@Prepared
def _tags() -> models.QuerySet[Tag]:
    tags = Tag.objects.select_related("synonym_of", "parent__parent").fetch_mode(models.FETCH_RAISE)
    return tags.filter(slug=Slot("slug", models.CharField()))


def load_tag_page(tag: Tag, reader: Actor, cursor: str) -> TagPage:
    """Return the page of a tag with its public posts, newest first.

    Three queries (posts; narrower topics and synonyms; experts), one more when signed in.
    """
    around = _around(tag=tag.pk)
    return TagPage(
        tag=tag,
        above=_above(tag),
        narrower=[one for one in around if one.parent_id == tag.pk and (one.post_count or one.is_curated)],
        words=[one for one in around if one.synonym_of_id == tag.pk],
        experts=_experts(site_today(), tag=tag.pk),
        page=_filed(tag, cursor),
        is_followed=reader.is_authenticated and TagFollow.objects.filter(tag=tag, person=reader).exists(),
    )


@Prepared
def _around() -> models.QuerySet[Tag]:
    """What is narrower, and the words that lead to the tag."""
    tag = Slot("tag", models.BigAutoField())
    found = Tag.objects.filter(Q(parent=tag) | Q(synonym_of=tag)).only(*AROUND_COLUMNS)
    return found.order_by("-post_count", "name").fetch_mode(models.FETCH_RAISE)


@Prepared
def _experts(today: date) -> models.QuerySet[TagExpert]:
    """Who is verified depends on the day."""
    tag = Slot("tag", models.BigAutoField())
    experts = TagExpert.objects.filter(tag=tag, person__in=User.objects.verified_experts())
    experts = (
        experts.select_related("person__credential").only(*EXPERT_COLUMNS).fetch_mode(models.FETCH_RAISE)
    )
    return experts.order_by("-points", "-answer_count", "person")


def _filed(tag: Tag, cursor: str) -> Page[PostRow]:
    if cursor:
        return list_rows(Post.objects.filed_under(tag.pk), FILED, cursor)
    return as_rows(first_page(_first_filed(tag=tag.pk), FILED), FILED)


@Prepared
def _first_filed() -> PostQuerySet:
    return first_rows(narrow(Post.objects.filed_under(Slot("tag", models.BigAutoField()))), FILED)


def _above(tag: Tag) -> list[Tag]:
    """The wider topics, the widest first; at most two."""
    parents = [tag.parent, tag.parent.parent] if tag.parent_id else []
    return [one for one in reversed(parents) if one is not None]


def list_revisions(tag: Tag) -> list[TagRevision]:
    """Return the latest texts of a tag, newest first, in one query."""
    found = TagRevision.objects.filter(tag=tag).select_related("editor").fetch_mode(models.FETCH_RAISE)
    return list(found.order_by("-pk")[:REVISIONS_SHOWN])


def list_merges(cursor: str) -> Page[TagMerge]:
    """Return one page of all merges, the newest first, in one query."""
    merges = TagMerge.objects.select_related("source", "target", "actor")
    return paginate(merges.fetch_mode(models.FETCH_RAISE), Order("pk"), cursor, size=30)


def followed_by(person: User) -> list[Tag]:
    """Return the topics that somebody follows, by name, in one query."""
    return list(Tag.objects.filter(follows__person=person).order_by(F("name")))
