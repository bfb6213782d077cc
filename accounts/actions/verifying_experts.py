"""Granting the standing of a verified expert: the one way, for the console, the demo and the second approval."""

from dataclasses import asdict, dataclass, field
from datetime import date

from django.db import transaction

from accounts import rules
from accounts.actions.announcing_standing import announce_standing
from accounts.models import ExpertCredential, User
from accounts.standing import Standing, standing_by_date
from audit.recording import record
from lib.dates import site_today


@dataclass(frozen=True)
class CheckedCredential:
    """What a verifier has checked: profession, where it is registered, when checked, until when valid."""

    profession: str
    country: str
    register: str
    checked_on: date
    valid_until: date
    specialty: str = ""
    country_code: str = ""
    scope_sites: list[str] = field(default_factory=list)
    scope_tags: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


@transaction.atomic
def grant_credential(actor: User | None, person: User, checked: CheckedCredential) -> ExpertCredential:
    """Store or renew a credential; actor None stands for the operator at the console.

    A suspension stays until it is lifted, whatever is renewed meanwhile.
    """
    if actor is not None:
        rules.require(rules.can_verify_expert(actor, person))
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    credential = _store(actor, person, checked)
    person.expert_valid_until = None if credential.is_suspended else checked.valid_until
    person.save(update_fields=["expert_valid_until"])
    record(actor, "expert.verified", person, valid_until=checked.valid_until.isoformat())
    # Also of a first one, and of one that was renewed with another scope: the search finds experts by their card.
    announce_standing(person)
    return credential


def _store(actor: User | None, person: User, checked: CheckedCredential) -> ExpertCredential:
    before = ExpertCredential.objects.select_for_update().filter(user=person).first()
    standing = standing_by_date(checked.valid_until, site_today())
    if before and before.is_suspended:
        standing = Standing.SUSPENDED
    values = {**asdict(checked), "verified_by": actor, "standing": standing, "reminded_days": None}
    credential, _is_new = ExpertCredential.objects.update_or_create(user=person, defaults=values)
    return credential
