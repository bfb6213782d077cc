"""config.management.commands.prepare"""

from datetime import timedelta

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.management.commands.prepare import requeue_abandoned_tasks
from tests.factories import make_question, run_tasks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("minutes", "status"), [(20, "SUCCESSFUL"), (5, "RUNNING")])
def test_a_task_whose_worker_was_killed_is_done_after_all(minutes, status):
    make_question()
    task = DBTaskResult.objects.order_by("enqueued_at").first()
    task.claim("killed")
    DBTaskResult.objects.filter(pk=task.pk).update(started_at=timezone.now() - timedelta(minutes=minutes))

    requeue_abandoned_tasks()
    run_tasks()

    task.refresh_from_db()
    assert task.status == TaskResultStatus(status)
