"""Asking for a second look at a decision, and answering that."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from moderation import rules
from moderation.actions.queueing import open_item, settle_kind
from moderation.actions.undoing import lock_for_undoing, take_back
from moderation.models import Appeal, AppealOutcome, Decision, Flag, ItemKind
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.locking import lock_thread


@transaction.atomic
def appeal(actor: User, decision: Decision, words: str) -> Appeal:
    """Put a decision before another moderator; raises PermissionDenied, UserError about a second appeal."""
    _root, post = lock_thread(decision.post_id)
    decision = Decision.objects.select_for_update(of=("self",)).select_related("post").get(pk=decision.pk)
    if Appeal.objects.filter(decision=decision).exists():
        raise UserError(_("You have asked for a second look already. There is one for each decision."))
    require(rules.can_appeal(actor, decision))
    made = Appeal.objects.create(
        decision=decision, against_id=decision.moderator_id, author=actor, words=words
    )
    open_item(post, ItemKind.APPEAL)
    record(actor, "appeal.made", post, appeal=made.pk, decision=decision.pk, rule=decision.rule)
    return made


@transaction.atomic
def answer_appeal(actor: User, made: Appeal, *, outcome: AppealOutcome, answer: str) -> Appeal:
    """Let a decision stand, or undo it with all that followed; raises PermissionDenied, UserError.

    The author is told.
    """
    post = lock_for_undoing(made.decision)
    found = Appeal.objects.select_for_update(of=("self",)).select_related("decision__item", "author")
    made = found.get(pk=made.pk)
    if not made.is_open:
        raise UserError(_("A colleague was faster: the appeal is answered."))
    require(rules.can_answer_appeal(actor, made))
    decision = made.decision
    if outcome == AppealOutcome.OVERTURNED and not decision.is_undone:
        require(rules.can_undo(actor, post, decision))
        take_back(actor, post, decision)
        # Who reported it was wrong after all; the reports themselves stay decided.
        keys = decision.before.get("item", {}).get("flags", [])
        Flag.objects.filter(pk__in=keys, is_open=False).update(was_upheld=False)
    made.outcome, made.answer, made.answered_by, made.answered_at = outcome, answer, actor, timezone.now()
    made.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    settle_kind(post, ItemKind.APPEAL)
    record(
        actor, f"appeal.{outcome}", post,
        appeal=made.pk, decision=decision.pk, rule=decision.rule,
        waited=round((made.answered_at - made.at).total_seconds()),
    )  # fmt: skip
    notify(made.author, Verb.MODERATED, post, note=f"{AppealOutcome(outcome).label}: {answer}"[:400])
    return made
