"""Keeping the index in step with the posts."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from posts.kinds import ROOT_KINDS, Kind
from posts.models import Post, PostChange
from search.models import Document

BATCH = 500
# A tsvector holds at most 1 MB, and a hyphenated word of three-byte letters takes many times its length.
LONGEST_TEXT = 100_000


@transaction.atomic
def index_pending() -> int:
    """Index what the outbox names, at most BATCH rows; return how many rows were dealt with.

    Rows are locked and deleted in the same transaction, so that a crash repeats the work and two
    workers share it.
    """
    changes = list(PostChange.objects.select_for_update(skip_locked=True).order_by("id")[:BATCH])
    post_ids = {change.post_id for change in changes}
    roots = Post.objects.filter(pk__in=post_ids).values_list(Coalesce(F("root_id"), F("pk")), flat=True)
    index_roots(set(roots))
    PostChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    return len(changes)


def index_roots(root_ids: Iterable[int]) -> None:
    """Write the documents of these questions and articles anew; remove those that are not public."""
    wanted = set(root_ids)
    roots = Post.objects.public().filter(pk__in=wanted, kind__in=ROOT_KINDS)
    replies = _reply_texts(wanted)
    documents = [
        Document(
            post=root,
            title=root.title,
            tags=" ".join(f"{slug} {slug.replace('-', ' ')}" for slug in root.tag_slugs),
            text="\n".join([root.body, *replies.get(root.pk, [])])[:LONGEST_TEXT],
        )
        for root in roots
    ]
    Document.objects.bulk_create(
        documents,
        update_conflicts=True,
        unique_fields=["post"],
        update_fields=["title", "tags", "text"],
    )
    Document.objects.filter(pk__in=wanted - {document.pk for document in documents}).delete()


def _reply_texts(root_ids: set[int]) -> dict[int, list[str]]:
    """The public answers of each question, by the question's key."""
    texts: dict[int, list[str]] = {}
    answers = Post.objects.public().filter(root_id__in=root_ids, kind=Kind.ANSWER).order_by("id")
    for root_id, body in answers.values_list("root_id", "body"):
        texts.setdefault(root_id, []).append(body)
    return texts
