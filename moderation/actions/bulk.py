"""Deciding about many posts at once, as one thing that is undone as one."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actions.reputation import award, lock_people
from accounts.models import Cause, ReputationEvent, User
from accounts.rules import require
from audit.recording import record, record_many
from lib.errors import UserError
from lib.inserting import insert_many
from moderation import rules
from moderation.actions.learning_from_decisions import memory_of, remember_removals
from moderation.actions.telling import Letter, tell_many
from moderation.models import (
    Batch,
    BatchAction,
    Decision,
    DecisionAction,
    Flag,
    FlagReason,
    ItemKind,
    ReviewItem,
)
from moderation.selectors.selections import Selection, find
from moderation.tasks import go_on
from notifications.models import Verb
from posts.actions.changing_many import apply_states, lock_threads
from posts.kinds import State
from posts.models import Post

# So many posts are decided about in one transaction; what is more goes on in a task, with its progress on the page.
CHUNK = 1_000
STATE_AFTER_BATCH = {BatchAction.HIDE: State.HIDDEN, BatchAction.DELETE: State.DELETED}


@dataclass(frozen=True)
class Order:
    """What is to be done to all posts of a selection, none newer than the one with the key `upto`."""

    action: BatchAction
    rule: str
    reason: str
    selection: Selection
    upto: int


@transaction.atomic
def decide_many(actor: User, order: Order, *, person: User | None = None) -> Batch:
    """Carry out one decision about all posts of a selection; return the batch, finished unless it is a large one.

    Raises PermissionDenied, UserError when nothing is found (any more).
    """
    require(rules.can_decide_many(actor))
    count = find(actor, order.selection, order.action, order.upto).count()
    if not count and person is None:
        raise UserError(_("Nothing is found any more. Somebody may have been faster."))
    batch = Batch.objects.create(
        moderator=actor, action=order.action, rule=order.rule, reason=order.reason,
        selection=order.selection.stored(), upto=order.upto, person=person, post_count=count,
    )  # fmt: skip
    record(actor, f"batch.{order.action}", batch, posts=count, rule=order.rule)
    do_chunk(batch)
    return batch


@transaction.atomic
def next_chunk(batch_id: int) -> None:
    """Go on with a large batch; does nothing when it is finished."""
    found = Batch.objects.select_for_update(of=("self",)).select_related("moderator")
    batch = found.get(pk=batch_id)
    if not batch.is_finished:
        do_chunk(batch)


def do_chunk(batch: Batch) -> None:
    """Decide about the next posts of a locked batch; what is left goes on in a task."""
    actor = batch.moderator
    found = find(actor, Selection(**batch.selection), batch.action, batch.upto)
    keys = list(found.order_by("pk").values_list("pk", flat=True)[:CHUNK])
    if keys:
        _decide(batch, keys)
    left = batch.post_count - batch.done_count
    if len(keys) < CHUNK or left <= 0:
        batch.finished_at = timezone.now()
        # Some may be gone that were there when they were counted.
        batch.post_count = batch.done_count
    else:
        go_on.enqueue(batch.pk)
    batch.save(update_fields=["done_count", "post_count", "finished_at"])


def _decide(batch: Batch, keys: Collection[int]) -> None:
    posts = list(lock_threads(keys).values())
    to = STATE_AFTER_BATCH[batch.action]
    allowed = [post for post in posts if post.state not in (to, State.PURGED)]
    items = _items_of(allowed)
    flags = list(
        Flag.objects.filter(item__in=[item.pk for item in items.values()], is_open=True).order_by("pk")
    )
    lock_everybody(allowed, flags)
    decisions = _store_decisions(batch, allowed, items, flags)
    apply_states(batch.moderator, allowed, {post.pk: to for post in allowed}, reason=batch.action)
    remember_removals(allowed)
    _close(items.values(), flags)
    _record(batch, decisions, items)
    _tell(batch, allowed, flags)
    _penalize(batch, allowed, flags)
    batch.done_count = min(batch.post_count, batch.done_count + len(allowed))


class Item(NamedTuple):
    """What a batch needs to know of the item of a post."""

    pk: int
    is_open: bool
    is_urgent: bool
    kinds: list[str]
    opened_at: datetime


def _items_of(posts: Collection[Post]) -> dict[int, Item]:
    """Return the item of each post by its key: the open one, or a new one, for every decision has its item."""
    keys = [post.pk for post in posts]
    waiting = ReviewItem.objects.select_for_update().filter(post__in=keys, is_open=True).order_by("pk")
    items = {key: Item(*known) for key, *known in waiting.values_list("post_id", *Item._fields)}
    missing = [key for key in keys if key not in items]
    now = timezone.now()
    same = {"kinds": [ItemKind.REVIEW], "is_open": False, "closed_at": now}
    made = insert_many(ReviewItem, {"post": missing}, same=same)
    new = zip(missing, made, strict=True)
    return items | {key: Item(pk, False, False, [ItemKind.REVIEW], now) for key, pk in new}


def lock_everybody(posts: Collection[Post], flags: Collection[Flag]) -> None:
    """Lock all whom it pays, charges or tells, in the order of their keys."""
    roots = {post.root_or_self_id for post in posts}
    threads = Post.objects.filter(root_id__in=roots).values("pk")
    events = ReputationEvent.objects.filter(post_id__in=roots) | ReputationEvent.objects.filter(
        post_id__in=threads
    )
    concerned = {post.author_id for post in posts if post.author_id}
    concerned |= {flag.flagger_id for flag in flags}
    lock_people(concerned | set(events.order_by().values_list("person_id", flat=True)))


def _store_decisions(
    batch: Batch, posts: Collection[Post], items: dict[int, Item], flags: Iterable[Flag]
) -> dict[int, int]:
    """Store one decision a post; return the keys of the decisions by those of the posts."""
    flags_of: dict[int, list[int]] = defaultdict(list)
    for flag in flags:
        flags_of[flag.item_id].append(flag.pk)
    learned = memory_of([post.pk for post in posts])
    found = [items[post.pk] for post in posts]
    keys = [post.pk for post in posts]
    before = [
        {"item": {"is_open": item.is_open, "flags": flags_of[item.pk]}, "learned": learned[key]}
        for key, item in zip(keys, found, strict=True)
    ]
    made = insert_many(
        Decision,
        {
            "post": keys,
            "item": [item.pk for item in found],
            "state_before": [post.state for post in posts],
            "before": before,
        },
        same={
            "moderator": batch.moderator_id, "by_administrator": batch.moderator.is_administrator,
            "action": batch.action, "rule": batch.rule, "reason": batch.reason, "batch": batch.pk,
        },
    )  # fmt: skip
    return dict(zip(keys, made, strict=True))


def _close(items: Iterable[Item], flags: Iterable[Flag]) -> None:
    waiting = [item.pk for item in items if item.is_open]
    ReviewItem.objects.filter(pk__in=waiting).update(
        is_open=False, closed_at=timezone.now(), version=F("version") + 1, claimed_by=None, claimed_until=None
    )
    Flag.objects.filter(pk__in=[flag.pk for flag in flags]).update(is_open=False, was_upheld=True)


def _record(batch: Batch, decisions: Mapping[int, int], items: Mapping[int, Item]) -> None:
    now = timezone.now()
    record_many(
        batch.moderator,
        Post,
        [
            (key, f"moderation.{batch.action}", _details(batch, decision, items[key], now))
            for key, decision in decisions.items()
        ],
    )


def _details(batch: Batch, decision: int, item: Item, now: datetime) -> dict[str, object]:
    waited = round((now - item.opened_at).total_seconds()) if item.is_open else None
    return {
        "decision": decision, "item": item.pk, "rule": batch.rule, "kinds": item.kinds,
        "urgent": item.is_urgent, "batch": batch.pk, "waited": waited,
    }  # fmt: skip


def _tell(batch: Batch, posts: Collection[Post], flags: Collection[Flag]) -> None:
    """One letter a person, however many posts or reports it is about."""
    label = str(DecisionAction(batch.action).label)
    by_author: dict[int, list[int]] = defaultdict(list)
    for post in posts:
        if post.author_id:
            by_author[post.author_id].append(post.pk)
    by_flagger: dict[int, list[int]] = defaultdict(list)
    for flag in flags:
        by_flagger[flag.flagger_id].append(flag.post_id)
    letters = [
        Letter(person, Verb.MODERATED, keys[-1], _about_posts(label, len(keys), batch.reason))
        for person, keys in by_author.items()
    ]
    letters += [
        Letter(person, Verb.FLAG_DECIDED, keys[-1], _about_reports(label, len(keys)))
        for person, keys in by_flagger.items()
    ]
    tell_many(letters)


def _about_posts(label: str, count: int, reason: str) -> str:
    words = ngettext("%(what)s (%(count)d post)", "%(what)s (%(count)d posts)", count)
    return f"{words % {'what': label, 'count': count}}: {reason}"[:400]


def _about_reports(label: str, count: int) -> str:
    words = ngettext("%(what)s (%(count)d report)", "%(what)s (%(count)d reports)", count)
    return words % {"what": label, "count": count}


def _penalize(batch: Batch, posts: Collection[Post], flags: Iterable[Flag]) -> None:
    """Charge each author once for all that was deleted as reported spam."""
    if batch.action != BatchAction.DELETE:
        return
    spam = {flag.post_id for flag in flags if flag.reason == FlagReason.SPAM}
    charged: dict[int, Post] = {}
    for post in posts:
        if post.pk in spam and post.author_id:
            charged.setdefault(post.author_id, post)
    for person, post in sorted(charged.items()):
        post.is_public = False
        award(person, Cause.SPAM, post, actor=None)
