"""Saying that an answer is outdated or could be dangerous; from an expert, danger stands before the text at once."""

from django.db import transaction
from django.utils import timezone

from accounts.models import ExpertCredential, User
from accounts.rules import is_expert, require
from audit.recording import record
from moderation.actions.flagging import flag_post
from moderation.actions.queueing import open_item, settle_kind
from moderation.models import Flag, FlagReason, ItemKind
from moderation.rules import can_flag
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.announcing import bump_version
from posts.actions.locking import lock_thread
from posts.models import Post
from qa import rules
from qa.models import Answer, Reaction, ReactionKind

NO_WARNING = {"warned_at": None, "warning_reason": "", "warned_as": ""}


@transaction.atomic
def react(actor: User, post: Post, kind: ReactionKind, reason: str) -> Reaction:
    """Store or renew a reaction to an answer; raises PermissionDenied, LimitError (reports).

    Danger is reported to the moderators. A verified expert's warns readers before the text instead of hiding it,
    opens an urgent case and tells the author.
    """
    root, post = lock_thread(post.pk)
    require(rules.can_react(actor, post))
    reaction, is_new = Reaction.objects.update_or_create(
        person=actor,
        answer_id=post.pk,
        kind=kind,
        defaults={"reason": reason, "is_expert": is_expert(actor)},
    )
    record(actor, "answer.reaction", post, kind=kind, is_expert=reaction.is_expert)
    if kind == ReactionKind.OUTDATED:
        _count_outdated(post.pk)
    elif reaction.is_expert:
        _warn(actor, post, reason, tells=is_new)
    else:
        _report(actor, post, reason)
    bump_version(root.pk)
    return reaction


def _count_outdated(answer_id: int) -> None:
    count = Reaction.objects.filter(answer_id=answer_id, kind=ReactionKind.OUTDATED).count()
    Answer.objects.filter(pk=answer_id).update(outdated_count=count)


def _report(actor: User, post: Post, reason: str) -> None:
    """Put it before the moderators as a report, unless this person has an open one."""
    if can_flag(actor, post) and not Flag.objects.filter(post=post, flagger=actor, is_open=True).exists():
        flag_post(actor, post, reason=FlagReason.DANGEROUS, note=reason)


def _warn(actor: User, post: Post, reason: str, *, tells: bool) -> None:
    credential = ExpertCredential.objects.get(user=actor)
    Answer.objects.filter(pk=post.pk).update(
        warned_at=timezone.now(), warning_reason=reason, warned_as=credential.get_profession_display()
    )
    open_item(post, ItemKind.DANGER, is_urgent=True)
    if tells:
        notify(post.author, Verb.WARNED, post, note=reason)


@transaction.atomic
def take_back(actor: User, post: Post, kind: ReactionKind) -> None:
    """Withdraw a reaction; the warning goes when no other expert warns. Reports stay with the moderators."""
    root, post = lock_thread(post.pk)
    if not Reaction.objects.filter(person=actor, answer_id=post.pk, kind=kind).delete()[0]:
        return
    record(actor, "answer.reaction_withdrawn", post, kind=kind)
    if kind == ReactionKind.OUTDATED:
        _count_outdated(post.pk)
    else:
        _show_latest_warning(post)
    bump_version(root.pk)


def _show_latest_warning(post: Post) -> None:
    """Let the warning say what the last expert who warns has said, or go."""
    warnings = Reaction.objects.filter(answer_id=post.pk, kind=ReactionKind.DANGEROUS, is_expert=True)
    latest = warnings.select_related("person__credential").order_by("-at", "-pk").first()
    warning = NO_WARNING
    if latest:
        credential = latest.person.credential
        warning = {
            "warned_at": latest.at,
            "warning_reason": latest.reason,
            "warned_as": credential.get_profession_display(),
        }
    else:
        settle_kind(post, ItemKind.DANGER)
    Answer.objects.filter(pk=post.pk).update(**warning)


@transaction.atomic
def end_warning(post_id: int) -> None:
    """Take the warning off an answer about which moderators have decided that it can stay as it is."""
    root, post = lock_thread(post_id)
    if Answer.objects.filter(pk=post.pk, warned_at__isnull=False).update(**NO_WARNING):
        record(None, "answer.warning_ended", post)
        bump_version(root.pk)


@transaction.atomic
def forget_reactions(person: User) -> None:
    """Erase what somebody who leaves has said, and what followed from it."""
    found = Reaction.objects.filter(person=person).select_related("answer__post").order_by("answer_id")
    for reaction in found:
        take_back(person, reaction.answer.post, ReactionKind(reaction.kind))
