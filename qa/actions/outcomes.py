"""Asking askers how it is, and keeping what they say."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from audit.recording import record
from notifications.actions.notifying import put_into_inbox
from notifications.models import Verb
from posts.actions.announcing import bump_version
from posts.actions.locking import lock_thread
from posts.kinds import Kind
from posts.models import Post
from qa.models import Outcome, Question
from qa.models.outcome import ROUNDS

# Somebody whose time came while the site was down is still asked; nobody about something long past.
LATEST = timedelta(days=7)
AT_MOST = 500


@dataclass(frozen=True)
class Report:
    """How it is, and which measures have helped or not."""

    result: str
    helped: list[str] = field(default_factory=list)
    did_not_help: list[str] = field(default_factory=list)


def ask_all() -> list[int]:
    """Ask everybody whose first answer is one or four weeks old; return the keys of the new outcomes."""
    return [key for days in ROUNDS for key in _ask_round(days)]


def _ask_round(days: int) -> list[int]:
    now = timezone.now()
    end = now - timedelta(days=days)
    answers = Post.objects.public().standing().filter(kind=Kind.ANSWER)
    first = answers.values("parent_id").annotate(first=Min("created_at")).filter(first__lte=end)
    due = first.filter(first__gt=end - LATEST).exclude(_was_asked(days)).order_by("parent_id")
    asked = [_ask(row["parent_id"], days) for row in due[:AT_MOST]]
    return [key for key in asked if key]


def _was_asked(days: int) -> Q:
    """Asked in this round, or has asked not to be asked again about this question."""
    asked = Outcome.objects.filter(Q(days=days) | Q(key=None)).values("question_id")
    return Q(parent_id__in=asked)


@transaction.atomic
def _ask(question_id: int, days: int) -> int | None:
    root, _post = lock_thread(question_id)
    if not root.is_public or root.author is None or not root.author.is_active:
        return None
    outcome, is_new = Outcome.objects.get_or_create(question_id=root.pk, days=days)
    if not is_new:
        return None
    # The mail is one of its own, with a button for each result.
    put_into_inbox(root.author, Verb.OUTCOME, root)
    record(None, "outcome.asked", root, days=days)
    return outcome.pk


@transaction.atomic
def report(outcome: Outcome, told: Report) -> Outcome:
    """Keep what an asker says; saying it again replaces it. Whoever holds the link or is the asker may."""
    root, _post = lock_thread(outcome.question_id)
    outcome = Outcome.objects.select_for_update().get(pk=outcome.pk)
    outcome.result, outcome.answered_at = told.result, timezone.now()
    outcome.helped = sorted(set(told.helped))
    outcome.did_not_help = sorted(set(told.did_not_help) - set(told.helped))
    outcome.save(update_fields=["result", "answered_at", "helped", "did_not_help"])
    _show_latest(root.pk)
    record(None, "outcome.reported", root, days=outcome.days, result=told.result)
    bump_version(root.pk)
    return outcome


def _show_latest(question_id: int) -> None:
    """Copy the latest result to the question, so that its page needs no query."""
    latest = Outcome.objects.filter(question_id=question_id).exclude(result="").order_by("-days").first()
    Question.objects.filter(pk=question_id).update(
        outcome=latest.result if latest else "",
        outcome_days=latest.days if latest else None,
        outcome_helped=latest.helped if latest else [],
    )


@transaction.atomic
def stop_asking(outcome: Outcome) -> None:
    """Revoke the links about a question; nobody asks about it again. What was said stays."""
    root, _post = lock_thread(outcome.question_id)
    Outcome.objects.filter(question_id=root.pk).update(key=None)
    record(None, "outcome.stopped", root)


def forget_outcomes(question_id: int) -> None:
    """Erase what became of a question that is erased for good, or whose asker leaves with it."""
    Outcome.objects.filter(question_id=question_id).delete()
    _show_latest(question_id)


def note_mailed(outcome: Outcome) -> None:
    outcome.mailed_at = timezone.now()
    outcome.save(update_fields=["mailed_at"])
