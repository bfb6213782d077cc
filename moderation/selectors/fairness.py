"""What people whom decisions concern can see of them: which rule, which passage, what can be done about it."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from accounts.rules import Actor
from moderation import rules
from moderation.models import HARMLESS, Appeal, AuthorWarning, Decision
from moderation.models.decision import APPEAL_WITHIN

SHOWN = 50


@dataclass(frozen=True)
class DecisionPage:
    """One decision as its author sees it."""

    decision: Decision
    appeal: Appeal | None
    can_appeal: bool


def load_decision(decision_id: int, reader: Actor) -> DecisionPage:
    """Return a decision for the author or a moderator in one query; Http404 for everybody else."""
    found = Decision.objects.select_related("post__author", "post__root", "appeal")
    decision = found.filter(pk=decision_id).first()
    if decision is None or not rules.can_read_decision(reader, decision):
        raise Http404
    appeal = getattr(decision, "appeal", None)
    return DecisionPage(decision, appeal, appeal is None and rules.can_appeal(reader, decision))


def decision_about_guest(post_id: int) -> DecisionPage | None:
    """Return the newest decision that took something from a guest's comment, for whoever holds its link; one query."""
    found = Decision.objects.select_related("post__root", "appeal").filter(post_id=post_id).exclude(rule="")
    decision = found.order_by("-pk").first()
    if decision is None:
        return None
    appeal = getattr(decision, "appeal", None)
    return DecisionPage(decision, appeal, appeal is None and rules.can_appeal_as_guest(decision))


def open_to_appeal() -> models.QuerySet[Decision]:
    """Decisions at which a second look can still be asked for, or has not been answered."""
    since = timezone.now() - APPEAL_WITHIN
    can_ask = Q(appeal=None, undone_at=None, at__gt=since) & ~Q(action__in=HARMLESS)
    return Decision.objects.filter(can_ask | Q(appeal__outcome=""))


def latest_decision_id(post_id: int, reader: Actor) -> int | None:
    """Return the key of the newest decision about a post of the reader's."""
    found = Decision.objects.filter(post_id=post_id, post__author=reader).order_by("-pk")
    return found.values_list("pk", flat=True).first()


def decisions_about(person: User) -> list[Decision]:
    """Return the newest decisions about what somebody wrote that took something from them, in one query."""
    found = Decision.objects.filter(post__author=person).exclude(rule="")
    return list(found.select_related("post__root", "appeal").order_by("-pk")[:SHOWN])


def warnings_to_confirm(person: User) -> list[AuthorWarning]:
    """Return what somebody has to confirm before writing again, in one query."""
    found = AuthorWarning.objects.filter(person=person, confirmed_at=None, taken_back_at=None)
    return list(found.select_related("decision__post__root").order_by("pk"))
