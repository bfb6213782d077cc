"""Suspending somebody from their own page: a decision like any other, resting on one of their texts."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from lib.errors import UserError
from moderation import rules
from moderation.actions.deciding import decide
from moderation.actions.reviewing import start_review
from moderation.deeds import Verdict
from moderation.models import Decision, DecisionAction, ItemKind
from posts.models import Post


@dataclass(frozen=True)
class Terms:
    """Under which rule, why, for how many days and from what; without abilities it is all writing."""

    rule: str
    reason: str
    days: int
    abilities: tuple[str, ...] = ()


@transaction.atomic
def suspend_over(actor: User, person: User, post: Post, terms: Terms) -> Decision:
    """Suspend a person over something they wrote under their own name; undone like every decision.

    Raises PermissionDenied, and UserError when the text waits in the queue: what else came in about it would be
    settled unread.
    """
    require(rules.can_suspend_over(actor, person, post))
    item = start_review(actor, post)
    if item.kinds != [ItemKind.REVIEW]:
        raise UserError(_("This text waits in the queue. Decide about it there."), field="post")
    choices = {"days": terms.days, "abilities": list(terms.abilities)}
    verdict = Verdict(DecisionAction.SUSPEND, terms.reason, item.version, rule=terms.rule, choices=choices)
    return decide(actor, item, verdict)
