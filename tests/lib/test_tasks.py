"""lib.tasks"""

from datetime import timedelta

import pytest
from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from lib.tasks import ATTEMPTS
from posts.models import Tag
from tests.factories import run_tasks
from tests.lib.sample_tasks import break_down, make_tag

pytestmark = pytest.mark.django_db


def waiting():
    return DBTaskResult.objects.filter(status=TaskResultStatus.READY)


def states():
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def run_all_tries():
    """Let each pause be over, and return how long the pauses would have been."""
    pauses = []
    run_tasks()
    while (following := waiting().first()) is not None:
        pauses.append(following.run_after - following.enqueued_at)
        waiting().update(run_after=timezone.now())
        run_tasks()
    return pauses


def test_a_task_that_succeeds_runs_once():
    make_tag.enqueue("calf")

    run_tasks()

    assert states() == [TaskResultStatus.SUCCESSFUL]
    assert Tag.objects.filter(name="calf").exists()


def test_an_expected_failure_is_tried_again_with_growing_pauses():
    make_tag.enqueue("calf", fail=True)

    pauses = run_all_tries()

    assert [round(pause / timedelta(seconds=1)) for pause in pauses] == pytest.approx(
        [15, 60, 240, 960], abs=2
    )


def test_the_last_failure_stays_where_an_operator_sees_it():
    make_tag.enqueue("calf", fail=True)

    run_all_tries()

    assert states() == [TaskResultStatus.SUCCESSFUL] * (ATTEMPTS - 1) + [TaskResultStatus.FAILED]
    assert DBTaskResult.objects.failed().get().exception_class_path.endswith("Busy")


def test_a_failed_try_leaves_nothing_behind():
    make_tag.enqueue("calf", fail=True)

    run_tasks()

    assert not Tag.objects.exists()
    assert waiting().count() == 1


def test_a_later_try_that_succeeds_is_the_last():
    make_tag.enqueue("calf", fail=True)
    run_tasks()
    again = waiting().get()
    again.args_kwargs["kwargs"]["fail"] = False
    again.run_after = timezone.now()
    again.save()

    run_tasks()

    assert Tag.objects.get().name == "calf"
    assert not waiting().exists()


def test_a_try_keeps_the_arguments():
    make_tag.enqueue("calf", fail=True)

    run_tasks()

    assert waiting().get().args_kwargs == {"args": ["calf"], "kwargs": {"attempt": 2, "fail": True}}


def test_an_unexpected_failure_is_not_tried_again():
    break_down.enqueue()

    run_tasks()

    assert states() == [TaskResultStatus.FAILED]


def test_a_task_is_forgotten_with_the_transaction_that_wanted_it():
    with transaction.atomic():
        make_tag.enqueue("calf")
        transaction.set_rollback(True)

    assert states() == []
