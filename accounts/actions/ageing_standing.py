"""What time does to the standing of experts: reminders before the end, and the end."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.actions.announcing_standing import announce_standing
from accounts.mails import mail_expert
from accounts.models import ExpertCredential
from accounts.standing import HOLDING, REMINDER_DAYS, Standing
from audit.recording import record
from lib.dates import site_today


@transaction.atomic
def remind_experts() -> int:
    """Mail those whose standing ends soon, each reminder once; return how many.

    The nearest reminder comes first, so that nobody gets two on one day.
    """
    today = site_today()
    return sum(_remind(today, days) for days in sorted(REMINDER_DAYS))


def _remind(today: date, days: int) -> int:
    due = ExpertCredential.objects.select_for_update().filter(
        Q(reminded_days=None) | Q(reminded_days__gt=days),
        standing__in=HOLDING,
        valid_until__range=(today, today + timedelta(days=days)),
    )
    ids = list(due.values_list("pk", flat=True))
    ExpertCredential.objects.filter(pk__in=ids).update(reminded_days=days, standing=Standing.EXPIRING)
    for pk in ids:
        mail_expert.enqueue(pk, "expiring")
    return len(ids)


@transaction.atomic
def lapse_experts() -> int:
    """End the standing of those whose last day has passed; return how many.

    The right to answer ended at midnight by itself; this tells the expert and those who keep counters.
    """
    over = ExpertCredential.objects.select_for_update(of=("self",)).filter(
        standing__in=HOLDING, valid_until__lt=site_today()
    )
    ended = list(over.select_related("user"))
    ExpertCredential.objects.filter(pk__in=[one.pk for one in ended]).update(standing=Standing.LAPSED)
    for credential in ended:
        record(None, "expert.lapsed", credential.user)
        mail_expert.enqueue(credential.pk, "lapsed")
        announce_standing(credential.user)
    return len(ended)
