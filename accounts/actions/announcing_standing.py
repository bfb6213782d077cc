"""Telling the apps above that somebody's standing as an expert began, was renewed, has ended or is back."""

from django.conf import settings
from django.tasks import Task
from django.utils.module_loading import import_string

from accounts.models import User


def announce_standing(person: User) -> None:
    """Wake the tasks that follow the standing of experts, in the transaction of the change."""
    for path in settings.STANDING_CHANGE_TASKS:
        follower: Task = import_string(path)
        follower.enqueue(person.pk)
