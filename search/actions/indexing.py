"""Keeping the documents in step with posts, tags and experts; their vectors follow in search.actions.embedding."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from accounts.models import User
from posts.kinds import ROOT_KINDS, Kind
from posts.models import Post, PostChange, Tag
from search.actions.relating import mark_due, naming, tell_pages_of
from search.chunks import (
    COLUMNS,
    META_COLUMNS,
    Chunk,
    chunk_of_expert,
    chunk_of_tag,
    chunks_of_article,
    chunks_of_question,
)
from search.embedding import has_model
from search.extras import NOTHING, describe
from search.models import Document, SavedSearch

BATCH = 500


@transaction.atomic
def index_pending() -> int:
    """Index what the outbox names, at most BATCH rows; return how many rows were dealt with.

    Rows are locked and deleted in the same transaction, so that a crash repeats the work and two
    workers share it.
    """
    changes = list(PostChange.objects.select_for_update(skip_locked=True).order_by("id")[:BATCH])
    post_ids = {change.post_id for change in changes}
    roots = set(Post.objects.filter(pk__in=post_ids).values_list(Coalesce(F("root_id"), F("pk")), flat=True))
    appeared = {change.post_id for change in changes if change.what != PostChange.What.EDITED} & roots
    appeared -= _indexed(appeared)
    index_roots(roots)
    _tell_of_new(appeared)
    PostChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    return len(changes)


def _indexed(post_ids: set[int]) -> set[int]:
    found = Document.objects.filter(post__in=post_ids).values_list("post_id", flat=True)
    return set(found) if post_ids else set()


def _tell_of_new(post_ids: set[int]) -> None:
    """Have people told of what their saved searches find; an index that is built anew tells nobody."""
    from search.tasks import tell_of_new  # tasks know this module

    if post_ids and SavedSearch.objects.exists():
        tell_of_new.enqueue(sorted(post_ids))


def index_roots(root_ids: Iterable[int]) -> None:
    """Write the documents of these questions and articles, and of their tags; remove those that are not public."""
    wanted = set(root_ids)
    with transaction.atomic():
        changes = _compare(
            chunks_of_roots(wanted), Document.objects.filter(post__in=wanted), ("post_id", "position")
        )
        _follow(changes)
        _store(changes)
    carried = Post.objects.filter(pk__in=wanted).values_list("tag_slugs", flat=True)
    index_tags(slug for slugs in carried for slug in slugs)


def _follow(changes: "Changes") -> None:
    """Have pages follow that name a post of which something else is shown now, or nothing any more."""
    gone = {row.post_id for row in changes.gone}
    tell_pages_of(gone | {row.post_id for row in changes.texts})
    mark_due(naming(gone), spreads=False)
    if not has_model():  # otherwise when the vectors are there
        mark_due({row.post_id for row in [*changes.new, *changes.texts]})


def chunks_of_roots(root_ids: Iterable[int]) -> dict[tuple[int, int], Chunk]:
    """Return the documents that those of these posts have to have that are public roots, by post and place."""
    wanted = set(root_ids)
    roots = list(Post.objects.public().filter(pk__in=wanted, kind__in=ROOT_KINDS))
    answers, extras = _answers(wanted), describe(wanted)
    chunks: dict[tuple[int, int], Chunk] = {}
    for root in roots:
        extra = extras.get(root.pk, NOTHING)
        if root.kind == Kind.QUESTION:
            made = chunks_of_question(root, answers.get(root.pk, []), extra)
        else:
            made = chunks_of_article(root, extra)
        chunks |= {(root.pk, chunk.position): chunk for chunk in made}
    return chunks


def _answers(root_ids: set[int]) -> dict[int, list[str]]:
    """The public answers of each question, by the question's key."""
    texts: dict[int, list[str]] = {}
    answers = Post.objects.public().standing().filter(root_id__in=root_ids, kind=Kind.ANSWER).order_by("id")
    for root_id, html in answers.values_list("root_id", "body_html"):
        texts.setdefault(root_id, []).append(html)
    return texts


@transaction.atomic
def index_tags(slugs: Iterable[str]) -> None:
    """Write the documents of those of these tags that are in use; remove those of unused ones."""
    wanted = set(slugs)
    tags = Tag.objects.filter(slug__in=wanted, post_count__gt=0).prefetch_related("synonyms")
    unused = Q(tag__post_count=0)
    existing = Document.objects.filter(Q(tag__slug__in=wanted) | unused)
    _store(_compare({(tag.pk,): chunk_of_tag(tag) for tag in tags}, existing, ("tag_id",)))


@transaction.atomic
def index_experts(person_ids: Iterable[int]) -> None:
    """Write the public cards of those of these people who are experts today; remove the others'."""
    wanted = set(person_ids)
    experts = User.objects.verified_experts().filter(pk__in=wanted).select_related("credential")
    existing = Document.objects.filter(person__in=wanted)
    _store(_compare({(person.pk,): chunk_of_expert(person) for person in experts}, existing, ("person_id",)))


@dataclass
class Changes:
    """What has to be done until the documents are those of the chunks; what is the same stays untouched.

    A document whose text is the same keeps its vector, whatever else has changed.
    """

    new: list[Document] = field(default_factory=list)
    texts: list[Document] = field(default_factory=list)
    metas: list[Document] = field(default_factory=list)
    gone: list[Document] = field(default_factory=list)


def _compare(chunks: Mapping[Any, Chunk], existing: Any, key: tuple[str, ...]) -> Changes:
    """Lock the documents there are and say what has to change."""
    rows = {
        tuple(getattr(row, name) for name in key): row for row in existing.select_for_update(of=("self",))
    }
    changes = Changes(
        new=[
            Document(**dict(zip(key, owner, strict=True)), **_own(chunk, key))
            for owner, chunk in chunks.items()
            if owner not in rows
        ],
        gone=[row for owner, row in rows.items() if owner not in chunks],
    )
    for owner, row in rows.items():
        if chunk := chunks.get(owner):
            if row.text_hash != chunk.text_hash:
                changes.texts.append(_assign(row, chunk))
            elif row.meta_hash != chunk.meta_hash:
                changes.metas.append(_assign(row, chunk))
    return changes


def _store(changes: Changes) -> None:
    """Insert, update and delete documents."""
    Document.objects.filter(pk__in=[row.pk for row in changes.gone]).delete()
    Document.objects.bulk_create(changes.new, batch_size=BATCH)
    Document.objects.bulk_update(changes.texts, COLUMNS, batch_size=BATCH)
    Document.objects.bulk_update(changes.metas, [*META_COLUMNS, "meta_hash"], batch_size=BATCH)


def _own(chunk: Chunk, key: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in chunk.columns.items() if name not in key}


def _assign(row: Document, chunk: Chunk) -> Document:
    for name in COLUMNS:
        setattr(row, name, chunk.columns[name])
    return row
