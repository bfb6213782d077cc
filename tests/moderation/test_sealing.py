"""The record: sealed in closed stretches, and every way of changing it is found."""

import json
from io import StringIO
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.urls import reverse

from accounts.roles import Role
from audit.actions.sealing import seal_events, verify
from audit.models import AuditEvent, Seal
from audit.recording import record
from tests.factories import make_decision, make_member, make_moderator, make_question, make_staff

TAMPERING = {
    "changed": 'UPDATE audit_auditevent SET details = \'{"rule": "place"}\' WHERE id = %s',
    "moved in time": "UPDATE audit_auditevent SET at = at - interval '1 minute' WHERE id = %s",
    "given to another": "UPDATE audit_auditevent SET actor_id = NULL WHERE id = %s",
    "removed": "DELETE FROM audit_auditevent WHERE id = %s",
}


def without_triggers(sql, values=()):
    """What somebody could do who owns the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(sql, values)
        cursor.execute("SET session_replication_role = origin")


def three_seals():
    for _ in range(3):
        make_decision(make_question())
        assert seal_events()
    return list(Seal.objects.order_by("number"))


@pytest.mark.django_db
def test_what_was_written_is_sealed_and_holds():
    seals = three_seals()

    found = verify()

    assert (found.seal_count, found.broken, found.unsealed_count) == (3, [], 0)
    assert found.event_count == AuditEvent.objects.count() == sum(seal.event_count for seal in seals)
    assert found.last_hash == seals[-1].hash
    assert seal_events() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("how", TAMPERING)
def test_an_event_that_is_touched_breaks_its_seal(how):
    seals = three_seals()

    without_triggers(TAMPERING[how], [seals[1].first_id])

    assert len(verify().broken) == 1
    assert "Seal 2" in verify().broken[0]


@pytest.mark.django_db
def test_an_event_that_is_slipped_in_breaks_a_seal():
    seals = three_seals()
    key = seals[1].first_id
    without_triggers("DELETE FROM audit_auditevent WHERE id = %s", [key])
    event = AuditEvent(pk=key, action="person.seen", target_type="user", target_id=1)
    event.save(force_insert=True)

    assert verify().broken


@pytest.mark.django_db
def test_a_seal_that_is_written_anew_breaks_the_next_one():
    three_seals()
    without_triggers("UPDATE audit_seal SET hash = %s WHERE number = 2", ["f" * 64])

    assert len(verify().broken) == 2


@pytest.mark.django_db
def test_a_seal_that_is_missing_is_noticed():
    three_seals()
    without_triggers("DELETE FROM audit_seal WHERE number = 2")

    assert verify().broken


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["audit_auditevent", "audit_seal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = now()", "DELETE FROM {}"])
def test_the_database_refuses_to_change_either(table, statement):
    three_seals()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


@pytest.mark.django_db(transaction=True)
def test_a_writer_that_is_slow_is_waited_for_and_nobody_waits_for_the_seal():
    member = make_member()
    written, may_commit, sealed = Event(), Event(), []

    def write_slowly():
        try:
            with transaction.atomic():
                record(member, "test.slow", member)
                written.set()
                may_commit.wait(timeout=20)
        finally:
            connections.close_all()

    def seal():
        try:
            sealed.append(seal_events())
        finally:
            connections.close_all()

    slow, sealer = Thread(target=write_slowly), Thread(target=seal)
    slow.start()
    assert written.wait(timeout=20)
    before = AuditEvent.objects.count()
    sealer.start()
    # Others write on meanwhile.
    record(member, "test.quick", member)
    assert not Seal.objects.exists()
    may_commit.set()
    slow.join(timeout=20)
    sealer.join(timeout=30)

    # The slow one is in the seal; the quick one came after the number up to which it was made, or just before.
    assert sealed[0] >= before + 1
    assert verify().broken == []
    assert AuditEvent.objects.get(action="test.slow").pk <= Seal.objects.get().last_id


@pytest.mark.django_db
def test_the_command_seals_checks_and_fails_when_something_was_changed():
    make_decision(make_question())
    out = StringIO()

    call_command("audit", "--seal", "--verify", stdout=out)
    assert "The record is as it was written." in out.getvalue()
    assert Seal.objects.get().hash in out.getvalue()

    without_triggers(TAMPERING["changed"], [AuditEvent.objects.earliest("pk").pk])
    with pytest.raises(CommandError):
        call_command("audit", "--verify", stdout=out, stderr=out)
    with pytest.raises(CommandError):
        call_command("audit")


@pytest.mark.django_db
def test_administrators_search_the_record_and_take_it_along_and_that_is_recorded(client):
    moderator, administrator = make_moderator("moe"), make_staff(Role.ADMINISTRATOR, "ada")
    decision = make_decision(make_question(), moderator=moderator)
    client.force_login(administrator)

    page = client.get(
        reverse("moderation:record"), {"actor": "@MOE", "action": "moderation."}
    ).content.decode()
    assert "moderation.hide" in page
    assert "post.flagged" not in page

    export = client.post(
        reverse("moderation:export-record"), {"target_type": "post", "target_id": decision.post_id}
    )
    table = b"".join(export.streaming_content).decode()
    assert "moderation.hide" in table
    assert str(decision.pk) in table
    event = AuditEvent.objects.get(action="record.exported")
    assert (event.actor, event.details) == (administrator, {"filters": ["target_id", "target_type"]})


@pytest.mark.django_db
def test_no_details_hold_what_somebody_wrote():
    make_decision(make_question(), passage="hard as wood")
    texts = json.dumps(list(AuditEvent.objects.values_list("details", flat=True)))

    assert "It breaks this rule." not in texts
    assert "hard as wood" not in texts
