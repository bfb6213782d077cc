"""What has to happen once a day; `manage.py daily` enqueues these tasks."""

from django.db import OperationalError
from django.tasks import task

from accounts.actions import ageing_standing, keeping_documents
from accounts.actions.awarding_badges import award_badge, forget_other_badges
from accounts.badges import all_badges
from lib.tasks import retried_task


@task
def remind_experts() -> None:
    """Mail the experts whose standing ends soon."""
    ageing_standing.remind_experts()


@task
def lapse_experts() -> None:
    """End the standing of experts whose last day has passed."""
    ageing_standing.lapse_experts()


@task
def erase_documents() -> None:
    """Erase the documents of applications that were decided long enough ago."""
    keeping_documents.erase_old_documents()


@retried_task(OperationalError)
def award_badges() -> None:
    """Give and take all badges after the facts of today; running it again changes nothing."""
    badges = all_badges()
    forget_other_badges(badges)
    for badge in badges:
        award_badge(badge)
