"""Enqueues what has to happen once a day; may be called as often as one likes."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.tasks import Task
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

# Any number that no other lock of this database has.
LOCK = 8_166_706


class Command(BaseCommand):
    help = "Enqueue the daily tasks (setting DAILY_TASKS) that have not been enqueued today."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        due = [path for path in settings.DAILY_TASKS if not enqueued_today(path)]
        for path in due:
            task: Task = import_string(path)
            task.enqueue()
        self.stdout.write(f"{len(due)} of {len(settings.DAILY_TASKS)} daily tasks enqueued.")


def enqueued_today(path: str) -> bool:
    midnight = timezone.localtime(timezone=timezone.get_default_timezone()).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    return DBTaskResult.objects.filter(task_path=path, enqueued_at__gte=midnight).exists()
