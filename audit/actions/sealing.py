"""Sealing the record: a chain of hashes over closed stretches of events.

A hash that each event takes from the one before it would make every writer of the site wait for the others. So events
are written freely, and a task seals them afterwards: it waits until whoever could still add an event with a lower
number has finished, and hashes all events up to there together with the seal before. Whoever changes, removes or
slips in an event of a sealed stretch breaks its seal; whoever writes the seals anew ends with another last hash than
the one that was published (the transparency page and `manage.py audit` show it).

The database computes the hashes, of what it holds.
"""

import time
from dataclasses import dataclass

from django.db import connection

from audit.models import AuditEvent, Seal

# Unsealed events are at most so many in one seal.
EVENTS_MOST = 5_000
# How long is waited for writers that are at work; the next run goes on.
PATIENCE_SECONDS = 20
PAUSE_SECONDS = 0.05
FIRST_HASH = "0" * 64

LAST_NUMBER = "SELECT last_value FROM {sequence}"
# Whoever has taken a number holds this lock until the end of the transaction.
WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE relation = 'audit_auditevent'::regclass AND mode = 'RowExclusiveLock' AND pid <> pg_backend_pid()
"""
HASH = """
    SELECT count(*), encode(sha256(convert_to(%s || coalesce(string_agg(
        jsonb_build_array(id, actor_id, action, target_type, target_id, details,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'))::text,
            E'\\n' ORDER BY id), ''), 'UTF8')), 'hex')
    FROM audit_auditevent WHERE id BETWEEN %s AND %s
"""


@dataclass(frozen=True)
class Verdict:
    """What checking the chain came to."""

    seal_count: int
    event_count: int
    unsealed_count: int
    last_hash: str
    broken: list[str]


def seal_events() -> int:
    """Seal what has been written since the last seal; return how many events that was (0: nothing, or too busy)."""
    last = Seal.objects.order_by("-number").first()
    first_id = last.last_id + 1 if last else 1
    upto = _closed_number()
    if upto is None:
        return 0
    ids = (
        AuditEvent.objects.filter(pk__gte=first_id, pk__lte=upto).order_by("pk").values_list("pk", flat=True)
    )
    last_id = next(iter(reversed(ids[:EVENTS_MOST])), None)
    if last_id is None:
        return 0
    before = last.hash if last else FIRST_HASH
    count, digest = hash_of(before, first_id, last_id)
    Seal.objects.create(
        number=last.number + 1 if last else 1, first_id=first_id, last_id=last_id, event_count=count,
        before=before, hash=digest,
    )  # fmt: skip
    return count


def verify() -> Verdict:
    """Compute every seal anew; `broken` says what does not hold, in sentences."""
    broken: list[str] = []
    before, expected_id, number, events = FIRST_HASH, 1, 0, 0
    for seal in Seal.objects.order_by("number").iterator():
        number += 1
        count, digest = hash_of(seal.before, seal.first_id, seal.last_id)
        if (seal.number, seal.first_id, seal.before) != (number, expected_id, before):
            broken.append(f"Seal {seal.number} does not follow the one before it.")
        if count != seal.event_count:
            broken.append(f"Seal {seal.number}: {seal.event_count} events were sealed, {count} are there.")
        elif digest != seal.hash:
            broken.append(
                f"Seal {seal.number}: an event between {seal.first_id} and {seal.last_id} was changed."
            )
        before, expected_id, number, events = seal.hash, seal.last_id + 1, seal.number, events + count
    unsealed = AuditEvent.objects.filter(pk__gte=expected_id).count()
    return Verdict(number, events, unsealed, before if number else "", broken)


def hash_of(before: str, first_id: int, last_id: int) -> tuple[int, str]:
    """Return how many events a stretch holds, and the hash of them and of the seal before, from the database."""
    with connection.cursor() as cursor:
        cursor.execute(HASH, [before, first_id, last_id])
        return cursor.fetchone()


def _closed_number() -> int | None:
    """Return a number below which no event can appear any more; None when writers take too long.

    A writer takes its lock before its number. So everybody who could have taken a number up to the last one taken
    by now is among those who hold the lock now; when they are gone, that stretch is closed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence('audit_auditevent', 'id')")
        (sequence,) = cursor.fetchone()
        cursor.execute(LAST_NUMBER.format(sequence=sequence))
        (number,) = cursor.fetchone()
        cursor.execute(WRITERS)
        waiting = {row[0] for row in cursor.fetchall()}
        until = time.monotonic() + PATIENCE_SECONDS
        while waiting:
            if time.monotonic() > until:
                return None
            time.sleep(PAUSE_SECONDS)
            cursor.execute(WRITERS)
            waiting &= {row[0] for row in cursor.fetchall()}
    return number
