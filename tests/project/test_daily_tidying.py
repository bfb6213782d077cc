"""config.tasks"""

from datetime import timedelta

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.tasks import FAILED_DAYS, SENT_DAYS, forget_finished_tasks
from lib.mail import deliver
from tests.factories import run_tasks
from tests.lib.sample_tasks import break_down

pytestmark = pytest.mark.django_db


def finish(result, *, days):
    DBTaskResult.objects.filter(pk=result.pk).update(finished_at=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize(
    ("days_sent", "days_failed", "left"),
    [(SENT_DAYS - 1, FAILED_DAYS - 1, {"SUCCESSFUL", "FAILED"}), (SENT_DAYS + 1, SENT_DAYS + 1, {"FAILED"}),
     (SENT_DAYS + 1, FAILED_DAYS + 1, set())],
)  # fmt: skip
def test_what_the_queue_knows_of_mails_and_failures_is_forgotten(days_sent, days_failed, left):
    deliver.enqueue(
        subject="Hello", body="A link", sender="a@example.org", to=["ann@example.org"], html="", headers={}
    )
    break_down.enqueue()
    run_tasks()
    sent = DBTaskResult.objects.get(status=TaskResultStatus.SUCCESSFUL)
    finish(sent, days=days_sent)
    finish(DBTaskResult.objects.get(status=TaskResultStatus.FAILED), days=days_failed)

    forget_finished_tasks.call()

    assert set(DBTaskResult.objects.values_list("status", flat=True)) == left
