"""Giving an account another e-mail address when the old mailbox is lost; only the operator at the console may."""

from allauth.account.models import EmailAddress
from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.leaving_mails import seal_address
from accounts.models import User
from accounts.recovery_mails import mail_address_replaced
from audit.recording import record
from lib.errors import UserError


@transaction.atomic
def replace_address(person: User, address: str, *, reason: str) -> User:
    """Make another address the only one of a person; return the person.

    Whoever has the old mailbox now, or sits in an open session, is out: sessions end and the password with them, and
    a new one is set through the new mailbox. The second factor stays. Both addresses are told. The record has the
    reason, how the operator knows who asks, and no address. Raises UserError.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.is_former or person.is_leaving or person.is_demo:
        raise UserError(_("This account is closed, about to be, or one of the demo."))
    _refuse_taken(person, address)
    old = person.email
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=address, verified=True, primary=True)
    person.email = address
    person.set_unusable_password()
    person.save(update_fields=["email", "password"])
    get_adapter().end_sessions(list(UserSession.objects.filter(user=person)))
    record(None, "address.replaced", person, reason=reason)
    for told in (old, address):
        mail_address_replaced.enqueue(seal_address(told), is_new=told == address)
    return person


def _refuse_taken(person: User, address: str) -> None:
    others = User.objects.exclude(pk=person.pk).filter(
        Q(email__iexact=address) | Q(emailaddress__email__iexact=address, emailaddress__verified=True)
    )
    if others.exists():
        raise UserError(_("Another account has this address."))
