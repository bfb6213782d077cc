"""Looking for what belongs together, in the background: pages only read what stands here."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from posts.actions.announcing import bump_version
from posts.models import Post
from search.models import Document, Related, RelatedDue
from search.selectors.neighbors import find_neighbors


def mark_due(post_ids: Iterable[int], *, spreads: bool = True) -> None:
    """Have the related places of these posts looked for, in the caller's transaction."""
    RelatedDue.objects.bulk_create(RelatedDue(post_id=pk, spreads=spreads) for pk in sorted(set(post_ids)))


@transaction.atomic
def relate_next() -> bool:
    """Look for the related places of the post that has waited longest; return whether there was one.

    One post a transaction: a crash repeats it, and two workers share the work.
    """
    due = RelatedDue.objects.select_for_update(skip_locked=True).order_by("pk").first()
    if due is None:
        return False
    # What was marked later is left to whoever holds it; doing a post twice does no harm.
    same = RelatedDue.objects.select_for_update(skip_locked=True).filter(post=due.post_id)
    rows = list(same.values_list("pk", "spreads"))
    relate(due.post_id, spreads=any(spreads for _pk, spreads in rows))
    RelatedDue.objects.filter(pk__in=[pk for pk, _spreads in rows]).delete()
    return True


def relate(post_id: int, *, spreads: bool = False) -> None:
    """Store what belongs to one post, in at most eight queries; its page is another one only if that has changed."""
    found = find_neighbors(post_id)
    before = list(Related.objects.filter(post=post_id).order_by("place").values_list("document", flat=True))
    if found == before:
        return
    # A document may have gone since it was found; those that are kept stay until this is done.
    locked = Document.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=found).order_by("pk")
    alive = set(locked.values_list("pk", flat=True))
    kept = [key for key in found if key in alive]
    Related.objects.filter(post=post_id).delete()
    Related.objects.bulk_create(
        Related(post_id=post_id, document_id=key, place=place) for place, key in enumerate(kept)
    )
    bump_version(post_id)
    if spreads:
        mark_due(_owners([key for key in kept if key not in before]) - {post_id}, spreads=False)


def _owners(documents: Iterable[int]) -> set[int]:
    return set(Document.objects.filter(pk__in=documents).values_list("post_id", flat=True))


def naming(post_ids: Iterable[int]) -> set[int]:
    """Return the posts whose pages name one of these, in one query."""
    wanted = set(post_ids)
    found = Related.objects.filter(document__post__in=wanted).values_list("post_id", flat=True)
    return set(found) if wanted else set()


def tell_pages_of(post_ids: Iterable[int]) -> None:
    """Make the pages stale that name one of these posts, whose title or visibility has changed."""
    wanted = naming(post_ids)
    locked = Post.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    Post.objects.filter(pk__in=[post.pk for post in locked.only("pk")]).update(version=F("version") + 1)
