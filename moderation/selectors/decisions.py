"""What was decided about posts."""

from collections.abc import Collection

from moderation.models import Decision


def latest_decisions(post_ids: Collection[int]) -> dict[int, Decision]:
    """Return the latest decision about each of these posts; one query, none for no posts."""
    if not post_ids:
        return {}
    found = Decision.objects.filter(post_id__in=post_ids).order_by("post_id", "-id")
    return {decision.post_id: decision for decision in found.distinct("post_id")}
