"""Asking for a second look at a decision, and answering that."""

from django.conf import settings
from django.db import transaction
from django.tasks import Task
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import require
from audit.recording import record
from lib.errors import UserError
from moderation import rules
from moderation.actions.conflicts import refuse_own_reports
from moderation.actions.queueing import open_item, settle_kind
from moderation.actions.undoing import lock_for_undoing, take_back
from moderation.models import Appeal, AppealOutcome, Decision, DecisionAction, Flag, ItemKind
from moderation.models.appeal import NO_WORDS
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.changing_state import apply_state
from posts.actions.locking import lock_thread
from posts.kinds import State
from posts.models import Post


@transaction.atomic
def appeal(actor: User, decision: Decision, words: str) -> Appeal:
    """Put a decision before another moderator; raises PermissionDenied, UserError about a second appeal."""
    post, decision = _locked(decision)
    require(rules.can_appeal(actor, decision))
    return _put_before_colleague(post, Appeal(decision=decision, author=actor, words=words))


@transaction.atomic
def appeal_as_guest(decision: Decision, words: str, guest_hash: str) -> Appeal:
    """The same for a guest, whom the caller knows by the link and by the keyed hash of the address."""
    post, decision = _locked(decision)
    require(rules.can_appeal_as_guest(decision))
    return _put_before_colleague(post, Appeal(decision=decision, guest_hash=guest_hash, words=words))


def _locked(decision: Decision) -> tuple[Post, Decision]:
    _root, post = lock_thread(decision.post_id)
    decision = Decision.objects.select_for_update(of=("self",)).select_related("post").get(pk=decision.pk)
    if Appeal.objects.filter(decision=decision).exists():
        raise UserError(_("You have asked for a second look already. There is one for each decision."))
    return post, decision


def _put_before_colleague(post: Post, made: Appeal) -> Appeal:
    decision = made.decision
    made.against_id = decision.moderator_id
    made.save(force_insert=True)
    open_item(post, ItemKind.APPEAL)
    record(made.author, "appeal.made", post, appeal=made.pk, decision=decision.pk, rule=decision.rule)
    return made


@transaction.atomic
def answer_appeal(actor: User, made: Appeal, *, outcome: AppealOutcome, answer: str) -> Appeal:
    """Let a decision stand, or undo it with all that followed; raises PermissionDenied, UserError.

    The author is told, a guest by mail (settings.APPEAL_TASKS).
    """
    post = lock_for_undoing(made.decision)
    found = Appeal.objects.select_for_update(of=("self",)).select_related("decision__item", "author")
    made = found.get(pk=made.pk)
    if not made.is_open:
        raise UserError(_("A colleague was faster: the appeal is answered."))
    require(rules.can_answer_appeal(actor, made))
    refuse_own_reports(actor, made.decision.item)
    decision = made.decision
    if outcome == AppealOutcome.OVERTURNED and not decision.is_undone:
        require(rules.can_undo(actor, post, decision))
        take_back(actor, post, decision)
        _leave_no_limbo(actor, post, decision)
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
    if made.author:
        notify(made.author, Verb.MODERATED, post, note=f"{AppealOutcome(outcome).label}: {answer}"[:400])
    for path in settings.APPEAL_TASKS:
        task: Task = import_string(path)
        task.enqueue(made.pk)
    return made


def _leave_no_limbo(actor: User, post: Post, decision: Decision) -> None:
    """See that a post does not wait for nobody in the state that it had before the decision.

    What waited for a first look is put on the table again. What only reports had hidden is shown: they were wrong.
    """
    if post.state == State.PENDING:
        for kind in decision.item.kinds:
            open_item(post, ItemKind(kind))
    elif post.state == State.HIDDEN and not _is_kept_hidden(post):
        apply_state(actor, post, State.VISIBLE, reason="overturned")


def _is_kept_hidden(post: Post) -> bool:
    """Whether another decision that holds has taken the post away."""
    taking = (DecisionAction.HIDE, DecisionAction.DELETE)
    return Decision.objects.filter(post=post, action__in=taking, undone_at=None).exists()


@transaction.atomic
def hand_over_appeals(post: Post, person: User) -> None:
    """Make the author of what was a guest's comment the one who asked; nobody is whom they answered themselves."""
    asked = Appeal.objects.filter(decision__post=post, author=None).exclude(guest_hash="")
    asked.filter(answered_by=person).update(guest_hash="", words=NO_WORDS)
    asked.update(author=person, guest_hash="")


def forget_appeals_of_guest(post: Post) -> None:
    """Erase who asked for second looks at a guest's comment, and the words; what came of it stays."""
    Appeal.objects.filter(decision__post=post, author=None).update(guest_hash="", words=NO_WORDS)
