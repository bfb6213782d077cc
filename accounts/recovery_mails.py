"""Mails to the old and the new address of an account whose mailbox was lost."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.leaving_mails import unseal_address
from lib.tasks import retried_task


@retried_task(smtplib.SMTPException, OSError)
def mail_address_replaced(sealed_address: str, *, is_new: bool) -> None:
    """Tell whoever reads this mailbox what the operator did; the address comes encrypted, as the queue keeps it."""
    subject = _("The address of your account was changed")
    page = "account_reset_password" if is_new else "contact"
    context = {
        "subject": subject,
        "is_new": is_new,
        "site_name": settings.SITE_NAME,
        "url": settings.SITE_URL + reverse(page),
    }
    body = render_to_string("accounts/email/address_replaced.txt", context)
    message = EmailMultiAlternatives(subject=subject, body=body, to=[unseal_address(sealed_address)])
    message.attach_alternative(render_to_string("accounts/email/address_replaced.html", context), "text/html")
    message.send(using="outbound")
