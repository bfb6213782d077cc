"""Giving and taking reputation: the only writer of the ledger and of the sums on people.

The sum of a person is a pure function of the ledger. Of each UTC day it adds

    min(DAILY_CAP, points of the counting events whose cause is capped) + points of the other counting events

where an event counts while it is not undone and its post is public (a spam penalty: while it is not undone). Capped
events have no negative points, so their order does not matter, and undoing one lets another of the same day, which
stood above the cap, count instead. `award`, `revoke` and `show` change the sum by what the affected days change, under
the person's lock; `rebuild` computes it anew.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC

from django.db import models, transaction
from django.db.models import F, Q, Sum, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone

from accounts.models import Cause, ReputationEvent, User
from accounts.models.reputation import CAPPED, DAILY_CAP, POINTS
from lib.inserting import Query, insert
from lib.statements import fetch, run

HELPFUL_CAUSES = (Cause.ANSWER_HELPFUL, Cause.QUESTION_HELPFUL)
# So many helpful votes of one voter for one author give points on one day; further ones count for the post only.
PAIR_CAP = 5
# Every vote asks these; they are written out because putting them together takes longer than answering them.
CAPPED_VALUES = [one.value for one in CAPPED]
LOCK = "SELECT id FROM accounts_user WHERE id = %s FOR NO KEY UPDATE"
ADD = "UPDATE accounts_user SET reputation_points = reputation_points + %s WHERE id = %s"
GIVEN = """
SELECT EXISTS (
    SELECT FROM accounts_reputationevent WHERE undone_at IS NULL AND person_id = %s
    AND actor_id IS NOT DISTINCT FROM %s AND cause = %s AND post_id = %s
), (
    SELECT COUNT(*) FROM accounts_reputationevent WHERE undone_at IS NULL AND person_id = %s
    AND actor_id IS NOT DISTINCT FROM %s AND cause = ANY(%s::text[]) AND day = %s
), (
    SELECT COALESCE(SUM(points), 0) FROM accounts_reputationevent WHERE undone_at IS NULL AND is_shown
    AND person_id = %s AND day = %s AND cause = ANY(%s::text[])
)
"""
# Capped causes count while they are not undone and their post is public (ReputationEventQuerySet.counting).
CAPPED_BEFORE = """
SELECT COALESCE(SUM(points), 0) FROM accounts_reputationevent WHERE undone_at IS NULL AND is_shown
AND person_id = %s AND day = %s AND cause = ANY(%s::text[])
"""


def lock_people(keys: Iterable[int]) -> None:
    """Lock people in the order of their keys; whoever gives to several locks them all with one call."""
    people = User.objects.select_for_update(no_key=True).filter(pk__in=set(keys)).order_by("pk")
    list(people.values_list("pk", flat=True))


@transaction.atomic(savepoint=False)
def award(person_id: int, cause: Cause, post: models.Model, *, actor: User | None) -> ReputationEvent | None:
    """Give the points of a cause, in the caller's transaction; the caller has locked the post.

    Returns None and gives nothing when the actor is the person, when the same event is active already, or
    when the voter has given to this person often enough today.
    """
    if actor is not None and actor.pk == person_id and cause != Cause.ACCEPTING:
        return None
    fetch(LOCK, [person_id])
    event = ReputationEvent(
        person_id=person_id, cause=cause, post=post, actor=actor, points=POINTS[cause],
        is_shown=post.is_public,
    )  # fmt: skip
    event.day = event.at.astimezone(UTC).date()
    is_too_much, capped = _given(event)
    if is_too_much:
        return None
    change = _change(event, 1, capped)
    insert(event, also=Query(ADD, [change, person_id]) if change else None)
    return event


@transaction.atomic(savepoint=False)
def revoke(person_id: int, cause: Cause, post: models.Model, *, actor: User | None) -> bool:
    """Undo the active event of a cause; return whether there was one."""
    lock_people([person_id])
    same = ReputationEvent.objects.active().filter(person_id=person_id, cause=cause, post=post, actor=actor)
    event = same.first()
    if event is None:
        return False
    capped = fetch(CAPPED_BEFORE, [person_id, event.day, CAPPED_VALUES])[0][0]
    run(ADD, [_change(event, -1, capped), person_id])
    same.update(undone_at=timezone.now())
    return True


@transaction.atomic
def show(shown_of_post: dict[int, bool]) -> None:
    """Let the points of these posts count, or not, as the posts are public or not, given by their keys."""
    shown = {key for key, is_public in shown_of_post.items() if is_public}
    wrong = Q(post_id__in=shown, is_shown=False) | Q(post_id__in=shown_of_post.keys() - shown, is_shown=True)
    keys = set(ReputationEvent.objects.filter(wrong).order_by().values_list("person_id", flat=True))
    if not keys:
        return
    lock_people(keys)
    ReputationEvent.objects.filter(wrong).update(is_shown=~F("is_shown"))
    _store(keys, sums_of(keys))


@transaction.atomic
def rebuild(keys: list[int], *, repair: bool) -> list[int]:
    """Compute the sums of people anew; return who had a wrong one, or events that did not know their post's state.

    With `repair` both are put right.
    """
    lock_people(keys)
    events = ReputationEvent.objects.filter(person_id__in=keys)
    stale = events.exclude(is_shown=F("post__is_public"))
    wrong = set(stale.order_by().values_list("person_id", flat=True))
    if repair and wrong:
        ReputationEvent.objects.filter(pk__in=stale.values("pk")).update(is_shown=~F("is_shown"))
    sums = sums_of(keys)
    cached = dict(User.objects.filter(pk__in=keys).values_list("pk", "reputation_points"))
    different = {key for key in cached if cached[key] != sums[key]}
    if repair:
        _store(different, sums)
    return sorted(wrong | different)


def sums_of(keys: Iterable[int]) -> dict[int, int]:
    """Return the exact sums of people by key as the ledger says, in one query."""
    days = (
        ReputationEvent.objects.counting()
        .filter(person_id__in=set(keys))
        .order_by()
        .values("person_id", "day")
        .annotate(total=_capped_total() + _other_total())
    )
    sums: dict[int, int] = defaultdict(int)
    for row in days:
        sums[row["person_id"]] += row["total"]
    return sums


def _capped_total() -> Least:
    return Least(Value(DAILY_CAP), Coalesce(Sum("points", filter=Q(cause__in=CAPPED)), 0))


def _other_total() -> Coalesce:
    return Coalesce(Sum("points", filter=~Q(cause__in=CAPPED)), 0)


def _change(event: ReputationEvent, sign: int, before: int) -> int:
    """Return by how much the sum of a locked person changes when an event begins to count, or stops.

    `before` is what the capped causes have given on its day.
    """
    if not event.is_shown and event.cause != Cause.SPAM:
        return 0
    change = sign * event.points
    if event.cause in CAPPED:
        change = min(DAILY_CAP, before + change) - min(DAILY_CAP, before)
    return change


def _given(event: ReputationEvent) -> tuple[bool, int]:
    """Return whether the same event is active already, or its voter has given to its person often enough on its day;
    and what the capped causes have given to the person on that day.
    """
    pair = [event.person_id, event.actor_id]
    values = [*pair, str(event.cause), event.post_id, *pair, [one.value for one in HELPFUL_CAUSES], event.day]
    ((is_same, helpful, capped),) = fetch(GIVEN, [*values, event.person_id, event.day, CAPPED_VALUES])
    return is_same or (event.cause in HELPFUL_CAUSES and helpful >= PAIR_CAP), capped


def _store(keys: Iterable[int], sums: dict[int, int]) -> None:
    people = [User(pk=key, reputation_points=sums[key]) for key in sorted(keys)]
    User.objects.bulk_update(people, ["reputation_points"])
