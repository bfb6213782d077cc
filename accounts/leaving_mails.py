"""Mails to those who leave: when they ask for it, a day before, and when it is done."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lib.encryption import decrypt, encrypt
from lib.tasks import retried_task

PURPOSE = "farewell"
TEXTS = {
    "asked": (
        _("Your account will be deleted"),
        _(
            "You asked for your account to be deleted. You are signed out everywhere, and others no longer find you."
        ),
    ),
    "reminder": (
        _("Your account will be deleted soon"),
        _("This is the last mail before the account that you asked to delete is gone."),
    ),
    "done": (
        _("Your account is deleted"),
        _(
            "Nothing that could tell who you are is stored any more, and nobody can sign in to this account again."
        ),
    ),
}


@retried_task(smtplib.SMTPException, OSError)
def mail_leaver(person_id: int, what: str) -> None:
    """Tell somebody who leaves until when they can change their mind; nothing when they have."""
    person = User.objects.filter(pk=person_id, leaves_at__isnull=False).first()
    if person and not person.is_demo:
        _send(person.email, what, leaves_at=person.leaves_at)


@retried_task(smtplib.SMTPException, OSError)
def mail_farewell(sealed_address: str) -> None:
    """Tell somebody that the account is gone; the address is nowhere else any more, and encrypted here."""
    _send(unseal_address(sealed_address), "done")


def seal_address(address: str) -> str:
    """Return an address as `mail_farewell` takes it: the queue keeps what it was given for some days."""
    return encrypt(PURPOSE, address.encode()).decode()


def unseal_address(sealed_address: str) -> str:
    """Return an address that `seal_address` has encrypted."""
    return decrypt(PURPOSE, sealed_address.encode()).decode()


def _send(address: str, what: str, **more: object) -> None:
    subject, sentence = TEXTS[what]
    context = {
        "subject": subject,
        "sentence": sentence,
        "site_name": settings.SITE_NAME,
        "url": settings.SITE_URL + reverse("accounts:keep-account"),
        **more,
    }
    body = render_to_string("accounts/email/leaving.txt", context)
    message = EmailMultiAlternatives(subject=str(subject), body=body, to=[address])
    message.attach_alternative(render_to_string("accounts/email/leaving.html", context), "text/html")
    message.send(using="outbound")
