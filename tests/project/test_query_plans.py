"""No page looks for its rows one by one: even with next to no data, PostgreSQL has an index for each look-up."""

import json

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.project.test_permissions import GET
from tests.project.world import address, build_world

pytestmark = pytest.mark.django_db
# Tables that stay small, or of which a page for a few people reads the latest part.
FEW_ROWS = {"moderation_appeal", "moderation_screeningrule"}
# Verified experts are few, and some lists show all of them; so is what waits for moderators. What helped is counted of
# all that was answered.
WHOLE_INDEXES = {"user_experts_by_handle", "review_item_waiting", "outcome_answered"}


HIDE = "UPDATE pg_index SET indisvalid = false WHERE indexrelid::regclass::text = ANY(%s)"


def steps(plan):
    yield plan
    for below in plan.get("Plans", ()):
        yield from steps(below)


def plan_of(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}")
        found = cursor.fetchone()[0]
    return (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]


def reads_all(step):
    """Whether a step reads a table or an index from end to end for rows that equal something."""
    if step["Node Type"] == "Seq Scan":
        return step["Relation Name"] not in FEW_ROWS
    is_whole = "Index Cond" not in step and step.get("Index Name") not in WHOLE_INDEXES
    return step["Node Type"].startswith("Index") and is_whole and " = " in step.get("Filter", "")


def slow_steps(statement):
    """The steps that read all, for want of a better index; one that is chosen for being small is set aside."""
    with transaction.atomic():
        while True:
            slow = [step for step in steps(plan_of(statement)) if reads_all(step)]
            indexes = [step["Index Name"] for step in slow if "Index Name" in step]
            if not indexes:
                transaction.set_rollback(True)
                return slow
            with connection.cursor() as cursor:
                cursor.execute(HIDE, [indexes])


def test_every_look_up_of_every_page_has_an_index(tmp_path):
    world, seen, found = build_world(tmp_path), set(), []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # where another way exists, it is taken
    for role in ("anonymous", "administrator"):
        client = Client()
        if world.people[role]:
            client.force_login(world.people[role])
        for name in sorted(GET):
            with CaptureQueriesContext(connection) as queries:
                client.get(address(name, world))
            for statement in {query["sql"].strip() for query in queries}:
                shape = (statement[:300], statement[statement.find("WHERE") :][:150])
                if statement.startswith("SELECT") and shape not in seen:
                    seen.add(shape)
                    found += [
                        (name, one["Relation Name"], one.get("Filter")) for one in slow_steps(statement)
                    ]

    assert found == []
    assert len(seen) > 100
