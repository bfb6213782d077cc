"""The queue of tasks in the database; tasks of one action are stored together with its other rows."""

from typing import Any

from django.tasks import Task, TaskResult
from django.tasks.signals import task_enqueued
from django.utils import timezone
from django.utils.json import normalize_json
from django_tasks_db.backend import DatabaseBackend

from lib.inserting import insert_later


class TaskQueue(DatabaseBackend):
    """Where TASKS in the settings leads."""

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        """The same as the library's own, which makes two of what it returns."""
        self.validate_task(task)
        result = self._task_to_db_task(task, args, kwargs).task_result
        task_enqueued.send(type(self), task_result=result)
        return result

    def _task_to_db_task(self, task: Task, args: Any, kwargs: Any) -> Any:
        from django_tasks_db.models import DBTaskResult, get_date_max

        row = DBTaskResult(
            id=self._get_id(),
            enqueued_at=timezone.now(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or get_date_max(),
            backend_name=self.alias,
        )
        insert_later(row)
        return row
