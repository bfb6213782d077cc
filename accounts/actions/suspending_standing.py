"""Suspending somebody's standing as an expert, and lifting that again."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import rules
from accounts.actions.announcing_standing import announce_standing
from accounts.mails import mail_expert
from accounts.models import ExpertCredential, User
from accounts.standing import STANDING_TRANSITIONS, Standing, standing_by_date
from audit.recording import record
from lib.dates import site_today
from lib.errors import UserError


@transaction.atomic
def suspend_standing(actor: User, person: User, *, reason: str) -> ExpertCredential:
    """Take an expert's standing away for now, with a reason that the expert reads.

    Raises UserError when there is no standing that could be suspended.
    """
    credential = _lock(actor, person)
    if Standing.SUSPENDED not in STANDING_TRANSITIONS[Standing(credential.standing)]:
        raise UserError(_("This standing has ended or is suspended already."))
    credential.standing = Standing.SUSPENDED
    credential.suspended_by, credential.suspension_reason = actor, reason
    return _store(actor, credential, "suspended")


@transaction.atomic
def lift_suspension(actor: User, person: User) -> ExpertCredential:
    """Give the standing back, as far as its last day allows; raises UserError when it is not suspended."""
    credential = _lock(actor, person)
    if not credential.is_suspended:
        raise UserError(_("This standing is not suspended."))
    credential.standing = standing_by_date(credential.valid_until, site_today())
    credential.suspended_by, credential.suspension_reason = None, ""
    return _store(actor, credential, "lifted")


def _lock(actor: User, person: User) -> ExpertCredential:
    rules.require(rules.can_suspend_standing(actor, person))
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    credential = ExpertCredential.objects.select_for_update().filter(user=person).first()
    if credential is None:
        raise UserError(_("This person was never verified."))
    credential.user = person
    return credential


def _store(actor: User, credential: ExpertCredential, what: str) -> ExpertCredential:
    credential.save(update_fields=["standing", "suspended_by", "suspension_reason"])
    person = credential.user
    person.expert_valid_until = None if credential.is_suspended else credential.valid_until
    person.save(update_fields=["expert_valid_until"])
    record(actor, f"expert.{what}", person)
    mail_expert.enqueue(person.pk, what)
    announce_standing(person)
    return credential
