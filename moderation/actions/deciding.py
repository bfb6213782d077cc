"""A moderator decides about a post, and everyone concerned is told."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.tasks import Task
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.actions.warning import note_warning
from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from moderation import rules
from moderation.actions.conflicts import refuse_own_reports
from moderation.actions.deeds import deed_of
from moderation.actions.keeping import keep_copy
from moderation.actions.learning_from_decisions import learn_from, memory_of
from moderation.actions.penalizing import lock_concerned, settle_spam
from moderation.actions.queueing import close_item
from moderation.deeds import KEEPING, Verdict
from moderation.models import (
    AGAINST,
    HARMLESS,
    STATE_AFTER,
    AuthorWarning,
    Decision,
    DecisionAction,
    Flag,
    ReviewItem,
)
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.changing_state import change_state
from posts.actions.copying import copy_text
from posts.actions.locking import lock_threads_of
from posts.models import Post

__all__ = ["Verdict", "carry_out", "close_without_decision", "decide"]

# Of these the author hears nothing.
SILENT = (DecisionAction.DISMISS, DecisionAction.REVIEWED)


@transaction.atomic
def decide(actor: User, item: ReviewItem, verdict: Verdict) -> Decision:
    """Carry out a verdict, close the item and its reports, tell author and reporters.

    Raises UserError when a colleague was faster or is on it, PermissionDenied when the rule says no.
    """
    post, _other = lock_threads_of(item.post_id, verdict.choices.get("target"))
    item = ReviewItem.objects.select_for_update().get(pk=item.pk)
    require(rules.can_decide(actor, post))
    refuse_own_reports(actor, item)
    _refuse_stale(actor, item, verdict)
    require(rules.can_take(actor, post, verdict.action))
    if verdict.action in AGAINST and not verdict.rule:
        raise UserError(_("Please name the house rule."), field="rule")
    return carry_out(actor, item, post, verdict)


def carry_out(actor: User, item: ReviewItem, post: Post, verdict: Verdict) -> Decision:
    """Do what a checked verdict says about a locked item and its locked post, and tell everyone concerned."""
    lock_concerned(item, post, verdict.choices.get("target"))
    before: dict[str, Any] = {"item": _item_before(item), "learned": memory_of([post.pk])[post.pk]}
    state_before, copy = post.state, copy_text(post) if verdict.action in KEEPING else None
    before |= _do(actor, post, verdict)
    decision = Decision.objects.create(
        item=item, post=post, moderator=actor, by_administrator=actor.is_administrator, action=verdict.action,
        rule="" if verdict.action in HARMLESS else verdict.rule, reason=verdict.reason,
        passage=verdict.passage if verdict.action != DecisionAction.MASK else "",
        state_before=state_before, before=before,
    )  # fmt: skip
    if copy is not None:
        keep_copy(decision, copy)
    if verdict.action == DecisionAction.WARN:
        AuthorWarning.objects.create(decision=decision, person_id=post.author_id)
        note_warning(post.author_id, is_open=True)
    waited = round((timezone.now() - item.opened_at).total_seconds()) if item.is_open else None
    close_item(item)
    record(
        actor, f"moderation.{verdict.action}", post,
        decision=decision.pk, item=item.pk, rule=decision.rule, kinds=item.kinds, urgent=item.is_urgent, waited=waited,
    )  # fmt: skip
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


def _do(actor: User, post: Post, verdict: Verdict) -> dict[str, Any]:
    if verdict.action in STATE_AFTER:
        if STATE_AFTER[verdict.action] != post.state:
            change_state(actor, post, STATE_AFTER[verdict.action], reason=verdict.action)
        return {}
    deed = deed_of(verdict.action)
    return deed.do(actor, post, verdict) if deed else {}


def _item_before(item: ReviewItem) -> dict[str, Any]:
    """What the item was like, with the keys of its open reports."""
    flags = Flag.objects.filter(item=item, is_open=True).order_by("pk").values_list("pk", flat=True)
    return {"is_open": item.is_open, "flags": list(flags)}


def _refuse_stale(actor: User, item: ReviewItem, verdict: Verdict) -> None:
    if item.version != verdict.seen_version:
        raise UserError(
            _("Something happened to this post while you were looking: see below, then decide again.")
        )
    if item.is_claimed and item.claimed_by_id != actor.pk:
        raise UserError(_("A colleague is on it. Take it over first, if you have to."))


def _tell(item: ReviewItem, decision: Decision) -> None:
    """Close the open reports with their outcome; tell the reporters, and the author when something changed."""
    was_upheld = decision.action in AGAINST or decision.action == DecisionAction.REVIEWED
    outcome = str(decision.what_was_done)
    reports = Flag.objects.select_related("flagger").filter(item=item, is_open=True)
    letters = [(flag.flagger, Verb.FLAG_DECIDED, outcome) for flag in reports]
    if decision.action not in SILENT and decision.post.author:
        letters.append((decision.post.author, Verb.MODERATED, author_note(decision)))
    # In the order of keys, so that two decisions with the same readers never wait for each other.
    for recipient, verb, note in sorted(letters, key=lambda letter: letter[0].pk):
        notify(recipient, verb, decision.post, note=note)
    reports.update(is_open=False, was_upheld=was_upheld)


def author_note(decision: Decision) -> str:
    """What the author reads in the inbox: what was done, under which rule, why."""
    rule = f" ({decision.house_rule.title})" if decision.house_rule else ""
    return f"{decision.what_its_author_reads}{rule}: {decision.reason}"[:400]
