"""A moderator decides about a post, and everyone concerned is told."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.tasks import Task
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from moderation import rules
from moderation.actions.learning_from_decisions import learn_from
from moderation.actions.penalizing import lock_concerned, settle_spam
from moderation.actions.queueing import close_item
from moderation.models import STATE_AFTER, Decision, DecisionAction, Flag, ReviewItem
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.changing_state import change_state
from posts.actions.locking import lock_thread
from posts.models import Post


@dataclass(frozen=True)
class Verdict:
    """What the moderator chose, with the version of the item that was on the screen."""

    action: DecisionAction
    reason: str
    seen_version: int


@transaction.atomic
def decide(actor: User, item: ReviewItem, verdict: Verdict) -> Decision:
    """Carry out a verdict, close the item and its reports, tell author and reporters.

    Raises UserError when a colleague was faster, PermissionDenied when the rule says no.
    """
    _root, post = lock_thread(item.post_id)
    item = ReviewItem.objects.select_for_update().get(pk=item.pk)
    require(rules.can_decide(actor, post))
    _refuse_stale(item, verdict)
    require(rules.can_take(actor, post, verdict.action))
    state_before = post.state
    lock_concerned(item, post)
    if STATE_AFTER.get(verdict.action, post.state) != post.state:
        change_state(actor, post, STATE_AFTER[verdict.action], reason=verdict.action)
    decision = Decision.objects.create(
        item=item, post=post, moderator=actor, action=verdict.action, reason=verdict.reason,
        state_before=state_before,
    )  # fmt: skip
    close_item(item)
    record(actor, f"moderation.{verdict.action}", post, decision=decision.pk, item=item.pk)
    _tell(item, decision)
    settle_spam(decision)
    learn_from(decision)
    for path in settings.DECISION_TASKS:
        task: Task = import_string(path)
        task.enqueue(decision.pk)
    return decision


def close_without_decision(post: Post) -> None:
    """Close what waits about a locked post that its writer has erased; reports count as right."""
    for item in ReviewItem.objects.select_for_update().filter(post=post, is_open=True):
        close_item(item)
        Flag.objects.filter(item=item, is_open=True).update(is_open=False, was_upheld=True)


def _refuse_stale(item: ReviewItem, verdict: Verdict) -> None:
    if item.version != verdict.seen_version:
        raise UserError(
            _("Something happened to this post while you were looking: see below, then decide again.")
        )


def _tell(item: ReviewItem, decision: Decision) -> None:
    """Close the open reports with their outcome; tell the reporters, and the author when the post changed."""
    was_upheld = decision.action in (DecisionAction.HIDE, DecisionAction.DELETE)
    outcome = str(DecisionAction(decision.action).label)
    reports = Flag.objects.select_related("flagger").filter(item=item, is_open=True)
    letters = [(flag.flagger, Verb.FLAG_DECIDED, outcome) for flag in reports]
    if decision.action != DecisionAction.DISMISS and decision.post.author:
        letters.append((decision.post.author, Verb.MODERATED, f"{outcome}: {decision.reason}"))
    # In the order of keys, so that two decisions with the same readers never wait for each other.
    for recipient, verb, note in sorted(letters, key=lambda letter: letter[0].pk):
        notify(recipient, verb, decision.post, note=note)
    reports.update(is_open=False, was_upheld=was_upheld)
