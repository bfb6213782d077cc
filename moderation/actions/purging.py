"""Erasing a post for good: an administrator asks, a second person agrees."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from moderation import rules
from moderation.actions.conflicts import refuse_own_reports
from moderation.actions.deciding import carry_out
from moderation.deeds import Verdict
from moderation.models import Decision, DecisionAction, Purge, ReviewItem
from posts.actions.locking import lock_thread


@transaction.atomic
def ask_to_purge(actor: User, item: ReviewItem, verdict: Verdict) -> Purge:
    """Ask a second person to agree; raises PermissionDenied, UserError when somebody has asked already."""
    _root, post = lock_thread(item.post_id)
    require(rules.can_take(actor, post, DecisionAction.PURGE))
    refuse_own_reports(actor, item)
    if not verdict.rule:
        raise UserError(_("Please name the house rule."), field="rule")
    if Purge.objects.filter(post=post, agreed_at=None).exists():
        raise UserError(_("Somebody has asked already. A second person has to agree."))
    purge = Purge.objects.create(
        item=item, post=post, asked_by=actor, rule=verdict.rule, reason=verdict.reason
    )
    record(actor, "purge.asked", post, purge=purge.pk, rule=purge.rule)
    return purge


@transaction.atomic
def agree_to_purge(actor: User, purge: Purge) -> Decision:
    """Agree to what a colleague asked for: the text is erased, an encrypted copy is kept as long as it can be undone.

    Raises PermissionDenied, also when whoever asked may not any more; UserError when it was done already.
    """
    _root, post = lock_thread(purge.post_id)
    purge = Purge.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=purge.pk)
    if purge.agreed_at is not None:
        raise UserError(_("A colleague has agreed already."))
    require(rules.can_agree_to_purge(actor, post, purge))
    require(rules.can_take(purge.asked_by, post, DecisionAction.PURGE))
    item = ReviewItem.objects.select_for_update().get(pk=purge.item_id)
    refuse_own_reports(actor, item)
    purge.agreed_by, purge.agreed_at = actor, timezone.now()
    purge.save(update_fields=["agreed_by", "agreed_at"])
    record(actor, "purge.agreed", post, purge=purge.pk)
    verdict = Verdict(DecisionAction.PURGE, purge.reason, item.version, rule=purge.rule)
    return carry_out(purge.asked_by, item, post, verdict)
