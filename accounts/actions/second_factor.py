"""Keeping the copied fact whether a person has a second factor."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.models import User
from audit.recording import record

# Recovery codes only stand in for one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@transaction.atomic
def note_second_factor(person: User, *, kind: str, is_new: bool) -> User:
    """Make User.has_second_factor say what is true now, after allauth added or removed one; return the person.

    There is no rule to ask: allauth has asked the person to confirm who they are.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    has_one = Authenticator.objects.filter(user_id=person.pk, type__in=FACTORS).exists()
    if person.has_second_factor != has_one:
        person.has_second_factor = has_one
        person.save(update_fields=["has_second_factor"])
    record(person, "second_factor.added" if is_new else "second_factor.removed", person, kind=kind)
    return person


@transaction.atomic
def remove_second_factor(person: User, *, reason: str) -> User:
    """Delete all that a person has lost: passkeys, app, recovery codes; only the operator at the console may.

    The reason, how the operator knows who asks, stands in the record. Return the person, whose roles and credential
    rest from now on.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    Authenticator.objects.filter(user_id=person.pk).delete()
    person.has_second_factor = False
    person.save(update_fields=["has_second_factor"])
    record(None, "second_factor.removed", person, kind="all", reason=reason)
    return person
