"""Checking an application: two verifiers, independent of each other, have to agree."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import rules
from accounts.actions.moving_applications import lock_application, move, refuse_unless
from accounts.actions.verifying_experts import CheckedCredential, grant_credential
from accounts.models import ApplicationOpinion, ExpertApplication, User
from accounts.standing import APPROVALS_NEEDED, ApplicationState
from audit.recording import record
from lib.countries import COUNTRY_NAMES
from lib.dates import site_today


@dataclass(frozen=True)
class Opinion:
    """What a verifier found: in words, with a last day when approving and a reason for the applicant when not."""

    approves: bool
    checked: str
    valid_until: date | None = None
    reason: str = ""


@transaction.atomic
def start_review(actor: User, application: ExpertApplication) -> ExpertApplication:
    """Take a sent application into review; tells the applicant."""
    application = lock_application(application.pk)
    rules.require(rules.can_judge(actor, application))
    return move(actor, application, ApplicationState.IN_REVIEW)


@transaction.atomic
def ask_for_information(actor: User, application: ExpertApplication, *, wanted: str) -> ExpertApplication:
    """Give the application back with a question; what verifiers have said before no longer counts then."""
    application = lock_application(application.pk)
    rules.require(rules.can_judge(actor, application))
    return move(actor, application, ApplicationState.NEEDS_INFORMATION, information_wanted=wanted)


@transaction.atomic
def give_opinion(actor: User, application: ExpertApplication, opinion: Opinion) -> ExpertApplication:
    """Store what the actor found, in place of what they said before; the second of one mind decides.

    Raises UserError when the application is not in review, PermissionDenied when the rule says no.
    """
    application = lock_application(application.pk)
    rules.require(rules.can_judge(actor, application))
    refuse_unless(application, ApplicationState.VERIFIED)
    _store(actor, application, opinion)
    agreeing = list(current_opinions(application).filter(approves=opinion.approves).order_by("at", "id"))
    if len(agreeing) < APPROVALS_NEEDED:
        return application
    if opinion.approves:
        return _verify(actor, application, agreeing)
    return move(
        actor,
        application,
        ApplicationState.REJECTED,
        decided_at=timezone.now(),
        decision_reason=opinion.reason,
    )


def current_opinions(application: ExpertApplication) -> QuerySet[ApplicationOpinion]:
    """Return the opinions on what was sent last; older ones are about another text."""
    return application.opinions.filter(at__gte=application.submitted_at)


def _store(actor: User, application: ExpertApplication, opinion: Opinion) -> None:
    ApplicationOpinion.objects.update_or_create(
        application=application,
        verifier=actor,
        defaults={
            "applicant_id": application.applicant_id,
            "approves": opinion.approves,
            "checked": opinion.checked,
            "reason": opinion.reason,
            "checked_on": site_today(),
            "valid_until": opinion.valid_until,
            "at": timezone.now(),
        },
    )
    record(actor, "application.opinion", application, approves=opinion.approves)


def _verify(
    actor: User, application: ExpertApplication, agreeing: list[ApplicationOpinion]
) -> ExpertApplication:
    """Grant the credential until the earlier of the two days that the verifiers chose."""
    days = [opinion.valid_until for opinion in agreeing if opinion.valid_until]
    first, second = agreeing[0], agreeing[-1]
    grant_credential(actor, application.applicant, _checked(application, min(days)))
    return move(
        actor,
        application,
        ApplicationState.VERIFIED,
        decided_at=timezone.now(),
        first_approver_id=first.verifier_id,
        second_approver_id=second.verifier_id,
    )


def _checked(application: ExpertApplication, valid_until: date) -> CheckedCredential:
    return CheckedCredential(
        profession=application.profession,
        specialty=application.specialty,
        country=str(COUNTRY_NAMES[application.country])[:60],
        country_code=application.country,
        register=application.issuing_body,
        checked_on=site_today(),
        valid_until=valid_until,
        scope_sites=application.scope_sites,
        scope_tags=application.scope_tags,
        languages=application.languages,
    )
