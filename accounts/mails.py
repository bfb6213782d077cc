"""Mails about applications and standings; they say what happened and where to read more, and nothing private."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import ExpertApplication, ExpertCredential, User
from lib.tasks import retried_task

# By what happened: the subject, and what it means for the person.
TEXTS = {
    "submitted": (
        _("We have your application as an expert"),
        _("Two verifiers will look your license up, one after the other. You need not do anything now."),
    ),
    "in_review": (
        _("Your application as an expert is being checked"),
        _("A verifier has begun to look your license up."),
    ),
    "needs_information": (
        _("A question about your application as an expert"),
        _("A verifier needs something from you before the check can go on. Read what, and send it again."),
    ),
    "verified": (
        _("You are a verified expert now"),
        _("Two verifiers have checked your license. You can write answers from now on."),
    ),
    "rejected": (
        _("Your application as an expert was not accepted"),
        _("Two verifiers could not confirm your license. The reason stands on the page."),
    ),
    "expiring": (
        _("Your standing as an expert ends soon"),
        _(
            "After its last day you can write no new answers. Renewing takes a few minutes: most is filled in."
        ),
    ),
    "lapsed": (
        _("Your standing as an expert has ended"),
        _("Your answers stay, with the standing you had when you wrote them. You can renew it at any time."),
    ),
    "suspended": (
        _("Your standing as an expert is suspended"),
        _("An administrator has suspended it. The reason stands on the page."),
    ),
    "lifted": (
        _("Your standing as an expert is no longer suspended"),
        _("The suspension was lifted. What the last day says holds again."),
    ),
}


@retried_task(smtplib.SMTPException, OSError)
def mail_applicant(application_id: int, what: str) -> None:
    """Tell the applicant what happened to the application."""
    application = ExpertApplication.objects.select_related("applicant").get(pk=application_id)
    _send(application.applicant, what)


@retried_task(smtplib.SMTPException, OSError)
def mail_expert(person_id: int, what: str) -> None:
    """Tell an expert what happened to the standing, or will happen."""
    credential = ExpertCredential.objects.select_related("user").get(pk=person_id)
    _send(credential.user, what, credential)


def _send(person: User, what: str, credential: ExpertCredential | None = None) -> None:
    if not person.is_active or person.is_demo:
        return
    subject, sentence = TEXTS[what]
    context = {
        "name": person.name,
        "subject": subject,
        "sentence": sentence,
        "last_day": credential.valid_until if credential and what == "expiring" else None,
        "site_name": settings.SITE_NAME,
        "url": settings.SITE_URL + reverse("accounts:application-status"),
    }
    body = render_to_string("accounts/email/standing.txt", context)
    message = EmailMultiAlternatives(subject=str(subject), body=body, to=[person.email])
    message.attach_alternative(render_to_string("accounts/email/standing.html", context), "text/html")
    message.send(using="outbound")
