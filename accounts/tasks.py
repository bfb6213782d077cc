"""What has to happen once a day; `manage.py daily` enqueues these tasks."""

from django.db import OperationalError
from django.tasks import task

from accounts.actions import (
    ageing_standing,
    erasing,
    exporting,
    forgetting,
    keeping_documents,
    leaving,
    reminding_verifiers,
)
from accounts.actions.awarding_badges import award_badge, forget_other_badges
from accounts.badges import all_badges
from accounts.selectors.people import due_leavers
from lib.tasks import retried_task


@task
def remind_experts() -> None:
    """Mail the experts whose standing ends soon."""
    ageing_standing.remind_experts()


@task
def lapse_experts() -> None:
    """End the standing of experts whose last day has passed."""
    ageing_standing.lapse_experts()


@retried_task(OperationalError)
def remind_verifiers() -> None:
    """Tell verifiers of what waits for longer than it should; each application once."""
    reminding_verifiers.remind_verifiers()


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


@task
def remind_leavers() -> None:
    """Mail those whose account is erased within a day."""
    leaving.remind_leavers()


@task
def erase_leavers() -> None:
    """Erase the accounts whose time is over, each by a task of its own."""
    for key in due_leavers():
        erase_leaver.enqueue(key)


@task
def erase_leaver(person_id: int) -> None:
    """Erase one account; what a failure leaves is taken up the next day."""
    erasing.erase_person(person_id)


@task
def erase_exports() -> None:
    """Erase the copies of people's data whose links have ended."""
    exporting.erase_old_exports()


@retried_task(OperationalError)
def forget_sessions() -> None:
    """Forget sessions that have ended, and from where exactly people signed in a month ago."""
    forgetting.forget_ended_sessions()
    forgetting.shorten_addresses()
