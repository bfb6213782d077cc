"""Claiming questions, asking a colleague, and an expert's own settings and paragraphs."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.rules import is_expert, require
from audit.recording import record
from lib.errors import UserError
from lib.inserting import change_later
from notifications.actions.notifying import notify
from notifications.models import Verb
from posts.actions.announcing import bump_version
from posts.actions.locking import lock_thread
from posts.models import Post
from qa import rules
from qa.models import Question
from qa.models.desk import CLAIM_LASTS, Claim, DeskSettings, Paragraph, Referral
from qa.selectors.desk import answers_this_week

PARAGRAPHS_MOST = 50
END_CLAIM = "UPDATE qa_claim SET is_open = false WHERE question_id = %s AND expert_id = %s AND is_open"
CLOSE_REFERRALS = """
UPDATE qa_referral SET closed_at = %s WHERE question_id = %s AND expert_id = %s AND closed_at IS NULL
"""


@transaction.atomic
def claim(actor: User, question_post: Post) -> Claim:
    """Say that an expert is answering a question, for CLAIM_LASTS; their claim on another one ends.

    Claiming again begins the time anew. Raises UserError when a colleague is answering it or the expert's own weekly
    limit is reached, PermissionDenied.
    """
    root, _post = lock_thread(question_post.pk)
    question = Question.objects.select_related("post").get(pk=root.pk)
    require(rules.can_answer(actor, question))
    _refuse_more(actor)
    now = timezone.now()
    _end(Claim.objects.filter(question=question, is_open=True, until__lte=now))
    held = Claim.objects.filter(question=question, is_open=True).select_related("expert").first()
    if held and held.expert_id != actor.pk:
        raise UserError(_("%(name)s is answering this question.") % {"name": held.expert.name})
    _end(Claim.objects.filter(expert=actor, is_open=True))
    made = Claim.objects.create(question=question, expert=actor, at=now, until=now + CLAIM_LASTS)
    record(actor, "question.claimed", root)
    bump_version(root.pk)
    return made


def _end(claims: QuerySet[Claim]) -> None:
    claims.update(is_open=False)


def _refuse_more(actor: User) -> None:
    limit = DeskSettings.objects.filter(expert=actor).values_list("weekly_limit", flat=True).first()
    if limit and answers_this_week(actor) >= limit:
        raise UserError(
            _("You have answered %(limit)d questions in a week, your own limit.") % {"limit": limit}
        )


@transaction.atomic
def release(actor: User, question_post: Post) -> None:
    """Give a claimed question back."""
    root, _post = lock_thread(question_post.pk)
    if Claim.objects.filter(question_id=root.pk, expert=actor, is_open=True).update(is_open=False):
        record(actor, "question.released", root)
        bump_version(root.pk)


def settle_answered(actor: User, root: Post) -> None:
    """Whoever has answered a locked question is done with it: the claim ends, and colleagues' requests too."""
    change_later(("claim", root.pk), END_CLAIM, [root.pk, actor.pk])
    change_later(("referrals", root.pk), CLOSE_REFERRALS, [timezone.now(), root.pk, actor.pk])


@transaction.atomic
def refer(actor: User, question_post: Post, expert: User, reason: str) -> Referral:
    """Ask a colleague for their opinion on a question and tell them; raises UserError when that is asked already."""
    root, _post = lock_thread(question_post.pk)
    question = Question.objects.select_related("post").get(pk=root.pk)
    require(rules.can_refer(actor, question, expert))
    try:
        with transaction.atomic():
            made = Referral.objects.create(question=question, asked_by=actor, expert=expert, reason=reason)
    except IntegrityError:
        raise UserError(_("This colleague has been asked already."), field="expert") from None
    record(actor, "question.referred", root, expert=expert.pk)
    notify(expert, Verb.REFERRED, root, note=reason, actor=actor)
    return made


@transaction.atomic
def decline(actor: User, question_post: Post) -> None:
    """Say no to being asked about a question."""
    found = Referral.objects.filter(question_id=question_post.pk, expert=actor, closed_at=None)
    if found.update(closed_at=timezone.now()):
        record(actor, "question.referral_declined", question_post)


@transaction.atomic
def set_desk(actor: User, *, away_until: date | None, weekly_limit: int | None) -> DeskSettings:
    """Store until when an expert is away and how many answers a week are enough."""
    require(is_expert(actor))
    desk, _is_new = DeskSettings.objects.update_or_create(
        expert=actor, defaults={"away_until": away_until, "weekly_limit": weekly_limit}
    )
    record(actor, "desk.set", actor)
    return desk


@transaction.atomic
def save_paragraph(actor: User, *, title: str, body: str) -> Paragraph:
    """Store a paragraph; one with the same title is replaced. Raises UserError when there are too many."""
    require(is_expert(actor))
    own = Paragraph.objects.filter(expert=actor)
    if own.count() >= PARAGRAPHS_MOST and not own.filter(title=title).exists():
        raise UserError(_("You can keep %(most)d paragraphs.") % {"most": PARAGRAPHS_MOST}, field="title")
    paragraph, _is_new = Paragraph.objects.update_or_create(
        expert=actor, title=title, defaults={"body": body}
    )
    return paragraph


@transaction.atomic
def delete_paragraph(actor: User, pk: int) -> None:
    Paragraph.objects.filter(expert=actor, pk=pk).delete()


def forget_desk(person: User) -> None:
    """Erase what an expert who leaves worked with; whom they asked is told nothing more."""
    Claim.objects.filter(expert=person).delete()
    Paragraph.objects.filter(expert=person).delete()
    DeskSettings.objects.filter(expert=person).delete()
    Referral.objects.filter(expert=person).delete()
    Referral.objects.filter(asked_by=person).delete()
