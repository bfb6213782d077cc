"""Undoing a decision about many posts as one."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.reputation import revoke
from accounts.models import Cause, ReputationEvent, User
from accounts.rules import require
from audit.recording import record, record_many
from moderation import rules
from moderation.actions.bulk import STATE_AFTER_BATCH, lock_everybody
from moderation.actions.learning_from_decisions import put_memory_back
from moderation.actions.telling import Letter, tell_many
from moderation.actions.undoing import reopen
from moderation.models import Batch, Decision, Flag, ReviewItem
from notifications.models import Verb
from posts.actions.changing_many import apply_states, lock_threads
from posts.kinds import State
from posts.models import Post


@transaction.atomic
def undo_batch(actor: User, batch: Batch) -> int:
    """Take back all decisions of a batch that still hold; return about how many posts that was.

    Posts that were decided about again since, or have changed, stay as they are.
    """
    batch = Batch.objects.select_for_update(of=("self",)).select_related("person").get(pk=batch.pk)
    if batch.undone_at is not None:
        return 0
    require(rules.can_undo_batch(actor, batch))
    decisions = _still_holding(batch)
    posts = lock_threads([decision.post_id for decision in decisions])
    to = STATE_AFTER_BATCH[batch.action]
    back = [decision for decision in decisions if posts[decision.post_id].state == to]
    restored = [posts[decision.post_id] for decision in back]
    flags = Flag.objects.filter(pk__in=[key for decision in back for key in _stored_flags(decision)])
    lock_everybody(restored, list(flags))
    _revoke_spam(restored)
    apply_states(actor, restored, {d.post_id: State(d.state_before) for d in back}, reason="undone")
    _reopen(back)
    put_memory_back({d.post_id: d.before["learned"] for d in back})
    now = timezone.now()
    Decision.objects.filter(pk__in=[decision.pk for decision in back]).update(undone_at=now, undone_by=actor)
    record_many(
        actor,
        Post,
        [
            (d.post_id, "moderation.undone", {"decision": d.pk, "what": d.action, "rule": d.rule})
            for d in back
        ],
    )
    _tell_undone(restored)
    batch.undone_at, batch.undone_by = now, actor
    batch.save(update_fields=["undone_at", "undone_by"])
    record(actor, "batch.undone", batch, posts=len(back))
    return len(back)


def _still_holding(batch: Batch) -> list[Decision]:
    """The decisions of a batch that were not undone, about posts without a later decision."""
    newest = Decision.objects.filter(post_id=OuterRef("post_id"), undone_at=None).order_by("-pk").values("pk")
    found = batch.decisions.select_for_update(of=("self",)).filter(undone_at=None)
    return list(found.annotate(newest=Subquery(newest[:1])).filter(newest=F("pk")).order_by("pk"))


def _stored_flags(decision: Decision) -> list[int]:
    return decision.before["item"]["flags"]


def _revoke_spam(posts: Iterable[Post]) -> None:
    by_key = {post.pk: post for post in posts}
    charged = (
        ReputationEvent.objects.active().filter(cause=Cause.SPAM, post_id__in=by_key).order_by("person_id")
    )
    for event in list(charged):
        revoke(event.person_id, Cause.SPAM, by_key[event.post_id], actor=None)


def _reopen(decisions: Collection[Decision]) -> None:
    """Put the items on the table again that were on it, each with its reports.

    An item that would be a second one about its post joins the one that waits, as with a single decision.
    """
    keys = [decision.post_id for decision in decisions]
    waiting = dict(ReviewItem.objects.filter(post__in=keys, is_open=True).values_list("post_id", "pk"))
    alone = [d for d in decisions if d.before["item"]["is_open"] and d.post_id not in waiting]
    ReviewItem.objects.filter(pk__in=[d.item_id for d in alone]).update(
        is_open=True, closed_at=None, version=F("version") + 1
    )
    flags = [key for decision in alone for key in _stored_flags(decision)]
    Flag.objects.filter(pk__in=flags).update(is_open=True, was_upheld=None)
    for decision in decisions:
        if decision.post_id in waiting:
            reopen(decision)


def _tell_undone(posts: Iterable[Post]) -> None:
    newest = {post.author_id: post.pk for post in posts if post.author_id}
    words = _("A decision about your posts was undone. They are as they were before.")
    tell_many([Letter(person, Verb.MODERATED, key, words) for person, key in newest.items()])
