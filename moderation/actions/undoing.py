"""Undoing a decision: everything is as it was before, to the exact state, for thirty days."""

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.reputation import revoke
from accounts.actions.warning import note_warning
from accounts.models import Cause, User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from moderation import rules
from moderation.actions.conflicts import refuse_own_reports
from moderation.actions.deeds import deed_of
from moderation.actions.keeping import open_copy
from moderation.actions.learning_from_decisions import put_memory_back
from moderation.actions.penalizing import lock_concerned
from moderation.deeds import KEEPING
from moderation.models import (
    STATE_AFTER,
    AuthorWarning,
    Decision,
    DecisionAction,
    Flag,
    Keepsake,
    ReviewItem,
)
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.changing_state import apply_state
from posts.actions.copying import put_back
from posts.actions.locking import lock_threads_of
from posts.kinds import State
from posts.models import Post


@transaction.atomic
def undo_decision(actor: User, decision: Decision) -> Decision:
    """Take a decision back with all that followed from it, and put its item on the table again.

    Doing it twice changes nothing. Raises PermissionDenied when the rule says no, UserError when something has
    happened since that undoing would break.
    """
    post = lock_for_undoing(decision)
    decision = _locked(decision)
    if decision.is_undone:
        return decision
    require(rules.can_undo(actor, post, decision))
    refuse_own_reports(actor, decision.item)
    take_back(actor, post, decision)
    reopen(decision)
    record(actor, "moderation.undone", post, decision=decision.pk, what=decision.action, rule=decision.rule)
    return decision


def lock_for_undoing(decision: Decision) -> Post:
    """Lock the thread of a decision, and that of the question into which it has merged another; return the post."""
    post, _other = lock_threads_of(decision.post_id, decision.before.get("target"))
    return post


def _locked(decision: Decision) -> Decision:
    found = Decision.objects.select_for_update(of=("self",)).select_related("item", "batch")
    return found.get(pk=decision.pk)


def take_back(actor: User, post: Post, decision: Decision) -> None:
    """Undo what a locked decision did to its locked post and to people; its item stays as it is."""
    refuse_later_ones(post, decision)
    lock_concerned(decision.item, post, decision.before.get("target"))
    if decision.action == DecisionAction.PURGE:
        # The text first: only a tombstone may be without one.
        put_back(post, open_copy(decision))
    if decision.action in STATE_AFTER:
        _state_back(actor, post, decision)
    else:
        _deed_back(actor, post, decision)
    if decision.action == DecisionAction.WARN:
        withdraw_warning(decision)
    if post.author_id and decision.action == DecisionAction.DELETE:
        revoke(post.author_id, Cause.SPAM, post, actor=None)
    if "learned" in decision.before:
        put_memory_back({post.pk: decision.before["learned"]})
    Keepsake.objects.filter(decision=decision).delete()
    decision.undone_at, decision.undone_by = timezone.now(), actor
    decision.save(update_fields=["undone_at", "undone_by"])
    if post.author_id and decision.rule:
        notify(
            post.author,
            Verb.MODERATED,
            post,
            note=_("Undone: %(what)s") % {"what": decision.what_its_author_reads},
        )


def refuse_later_ones(post: Post, decision: Decision) -> None:
    """Raise UserError when a later decision about the post holds, or its state is not what the decision made it."""
    if Decision.objects.filter(post=post, pk__gt=decision.pk, undone_at=None).exists():
        raise UserError(_("A later decision about this post holds. Undo that one first."))
    after = STATE_AFTER.get(decision.action)
    if after is not None and post.state != after:
        raise UserError(_("The post has changed since; this decision cannot be undone any more."))


def _state_back(actor: User, post: Post, decision: Decision) -> None:
    apply_state(actor, post, State(decision.state_before), reason="undone")


def _deed_back(actor: User, post: Post, decision: Decision) -> None:
    deed = deed_of(decision.action)
    if deed is None:
        return
    copy = {"copy": open_copy(decision)} if decision.action in KEEPING else {}
    deed.undo(actor, post, decision.before | copy)


def withdraw_warning(decision: Decision) -> None:
    """Take a warning back; whoever has no other one to confirm can write again."""
    warning = AuthorWarning.objects.get(decision=decision)
    if warning.taken_back_at is None:
        warning.taken_back_at = timezone.now()
        warning.save(update_fields=["taken_back_at"])
    follow_warnings(warning.person_id)


def follow_warnings(person_id: int) -> None:
    """Let the person's row say whether a warning waits."""
    waiting = AuthorWarning.objects.filter(person_id=person_id, confirmed_at=None, taken_back_at=None)
    note_warning(person_id, is_open=waiting.exists())


def reopen(decision: Decision) -> None:
    """Put the item of an undone decision on the table again, with the reports that were open.

    Where something has come in about the post meanwhile, the reports join that item; somebody who has reported
    again keeps the newer report.
    """
    stored = decision.before.get("item")
    if not stored or not stored["is_open"]:
        return
    item = ReviewItem.objects.select_for_update().get(pk=decision.item_id)
    waiting = ReviewItem.objects.select_for_update().filter(post_id=item.post_id, is_open=True).first()
    again = set(Flag.objects.filter(post_id=item.post_id, is_open=True).values_list("flagger_id", flat=True))
    flags = Flag.objects.filter(pk__in=stored["flags"]).exclude(flagger_id__in=again)
    if waiting is None:
        item.is_open, item.closed_at, item.version = True, None, item.version + 1
        item.save(update_fields=["is_open", "closed_at", "version"])
        flags.update(is_open=True, was_upheld=None)
        return
    waiting.weight += flags.aggregate(weight=Coalesce(Sum("weight"), 0))["weight"]
    waiting.flag_count += flags.update(is_open=True, was_upheld=None, item=waiting)
    waiting.version += 1
    waiting.save(update_fields=["flag_count", "weight", "version"])
