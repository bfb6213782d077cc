"""Granting the standing of a verified expert."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from accounts import rules
from accounts.models import ExpertCredential, User
from audit.recording import record


@dataclass(frozen=True)
class CheckedCredential:
    """What a verifier has checked: profession, where it is registered, when checked, until when valid."""

    profession: str
    country: str
    register: str
    checked_on: date
    valid_until: date
    specialty: str = ""


@transaction.atomic
def grant_credential(actor: User | None, person: User, checked: CheckedCredential) -> ExpertCredential:
    """Store or renew a credential; actor None stands for the operator at the console."""
    if actor is not None:
        rules.require(rules.can_verify_expert(actor, person))
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    credential, _ = ExpertCredential.objects.update_or_create(
        user=person, defaults={**asdict(checked), "verified_by": actor}
    )
    person.expert_valid_until = checked.valid_until
    person.save(update_fields=["expert_valid_until"])
    record(actor, "expert.verified", person, valid_until=checked.valid_until.isoformat())
    return credential
