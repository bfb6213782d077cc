"""Questions that were joined."""

from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.rules import Actor
from lib.pagination import Order, Page, paginate
from posts.models import Post
from qa.models import Merge

# Longer chains than this do not lead anywhere.
MOST_STEPS = 5


def present_question(post_id: int, reader: Actor) -> Post | None:
    """Return the question that a merged one leads to, if the reader may see it; None for all others.

    One query a step, mostly one.
    """
    for _step in range(MOST_STEPS):
        merged = Post.objects.merged().select_related("merged_into").filter(pk=post_id).first()
        if merged is None:
            return None
        post_id = merged.merged_into_id
        if merged.merged_into.merged_into_id is None:
            break
    return Post.objects.visible_to(reader).questions().filter(pk=post_id, merged_into=None).first()


def merge_count() -> Coalesce:
    """Return how many questions have gone into a post, for the query that loads it."""
    active = Merge.objects.filter(target=OuterRef("pk"), undone_at=None).order_by().values("target")
    return Coalesce(Subquery(active.annotate(number=Count("pk")).values("number")), 0)


def list_merges(target: Post, cursor: str) -> Page[Merge]:
    """Return one page of what went into a question, the newest first, in one query."""
    found = Merge.objects.filter(target=target).select_related("source", "merged_by", "undone_by")
    return paginate(found.fetch_mode(models.FETCH_RAISE), Order("pk"), cursor)
