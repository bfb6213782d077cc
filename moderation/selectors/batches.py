"""Decisions about many posts at once, as moderators see them afterwards."""

from dataclasses import dataclass

from django.http import Http404

from accounts.rules import Actor
from moderation import rules
from moderation.house_rules import RULE_OF, HouseRule
from moderation.models import Batch

SHOWN = 8


@dataclass(frozen=True)
class BatchPage:
    """One batch, the rule that it rests on, and whether it can be undone."""

    batch: Batch
    rule: HouseRule
    percent: int
    can_undo: bool


def list_batches() -> list[Batch]:
    """Return the latest batches, in one query."""
    return list(Batch.objects.select_related("moderator", "person").order_by("-pk")[:SHOWN])


def load_batch(batch_id: int, moderator: Actor) -> BatchPage:
    """Return a batch in one query; raises Http404."""
    found = Batch.objects.select_related("moderator", "person", "undone_by").filter(pk=batch_id).first()
    if found is None:
        raise Http404
    percent = 100 * found.done_count // found.post_count if found.post_count else 100
    return BatchPage(found, RULE_OF[found.rule], percent, rules.can_undo_batch(moderator, found))
