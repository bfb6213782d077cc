"""Connects what holds for the whole site."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_save

from lib.quiet_logs import without_values


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from django_tasks_db.models import DBTaskResult

        pre_save.connect(keep_traceback_quiet, sender=DBTaskResult, dispatch_uid="config.traceback")


def keep_traceback_quiet(*, instance: Any, **kwargs: Any) -> None:
    """Clean the traceback of a task that failed before the queue stores it for the operator."""
    instance.traceback = without_values(instance.traceback)
