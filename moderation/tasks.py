"""What is done for moderators in the background."""

from django.db import OperationalError

from lib.tasks import retried_task
from moderation.actions.forgetting_screenings import forget_old_screenings
from moderation.actions.learning_from_decisions import remember_edit

TRIAL_DAYS = 90


@retried_task(OperationalError)
def find_vote_rings() -> None:
    """Put pairs who vote for each other before moderators; running it again changes nothing."""
    from moderation.actions.finding_rings import find_rings  # kept apart like the others

    find_rings()


@retried_task(OperationalError)
def go_on(batch_id: int) -> None:
    """Decide about the next posts of a large batch; running it again after the end changes nothing."""
    from moderation.actions.bulk import next_chunk  # the action enqueues this task

    next_chunk(batch_id)


@retried_task(OperationalError)
def erase_copies() -> None:
    """Erase the kept texts of decisions that cannot be undone any more."""
    from moderation.actions.keeping import erase_old_copies  # kept apart like the others

    erase_old_copies()


@retried_task(OperationalError)
def remind_of_late() -> None:
    """Tell moderators of what waits for longer than it should."""
    from moderation.actions.reminding import remind_moderators  # the queue enqueues this task

    remind_moderators()


@retried_task(OperationalError)
def run_trial(name: str, threshold: int) -> None:
    """Try out a check on what was decided lately, for the page of checks."""
    from moderation.actions.screening_rules import simulate  # views enqueue tasks of this module

    simulate(name, threshold, TRIAL_DAYS)


@retried_task(OperationalError)
def train_wording() -> None:
    """Learn anew which words are those of removed posts."""
    from moderation.actions.training import (
        train_wording as train,  # scikit-learn is large: in the worker only
    )

    train()


@retried_task(OperationalError)
def forget_screenings() -> None:
    """Erase old passages, and what was refused."""
    forget_old_screenings()


@retried_task(OperationalError)
def follow_suggestion(suggestion_id: int) -> None:
    """Let the queue say whether an edit of the post waits; running it again changes nothing."""
    from moderation.actions.following_suggestions import follow_suggestion as follow  # it enqueues reminders

    follow(suggestion_id)


@retried_task(OperationalError)
def remember_approved_edit(suggestion_id: int) -> None:
    """No machine holds a text again to which a person has said yes."""
    remember_edit(suggestion_id)


@retried_task(OperationalError)
def store_reports() -> None:
    """Store the figures of months that are over; a month that has its report is left as it is."""
    from moderation.actions.reporting import store_reports as store  # kept apart like the others

    store()
