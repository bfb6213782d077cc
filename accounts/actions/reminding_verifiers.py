"""Telling verifiers of applications that wait for longer than they should."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.mails import mail_verifier
from accounts.models import ExpertApplication
from accounts.roles import Role
from accounts.selectors.people import staff_on_duty
from accounts.standing import CHECK_WITHIN, SENT


@transaction.atomic
def remind_verifiers() -> int:
    """Mail every verifier once of the applications that are late; return how many those are.

    Nobody is told of their own; who is suspended or lacks the second factor could do nothing about it.
    """
    now = timezone.now()
    late = ExpertApplication.objects.select_for_update(of=("self",)).filter(
        Q(reminded_at=None) | Q(reminded_at__lt=F("submitted_at")),
        state__in=SENT,
        submitted_at__lt=now - CHECK_WITHIN,
    )
    applicants = dict(late.order_by("pk").values_list("pk", "applicant_id"))
    if not applicants:
        return 0
    ExpertApplication.objects.filter(pk__in=applicants).update(reminded_at=now)
    for verifier in staff_on_duty(Role.VERIFIER):
        count = sum(applicant != verifier for applicant in applicants.values())
        if count:
            mail_verifier.enqueue(verifier, count)
    return len(applicants)
